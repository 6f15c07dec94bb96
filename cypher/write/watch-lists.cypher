// title: Remember which entities a dossier asks to watch
// about: One list for each dossier that has any.
UNWIND $rows AS row
MERGE (w:WatchList {dossier: row.dossier})
SET w.ids = row.ids, w.notes = row.notes
WITH w WHERE w.ids = []
DELETE w
RETURN count(*) AS removed
