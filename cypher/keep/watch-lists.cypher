// title: The entities that dossiers ask to watch
// answer: table
MATCH (w:WatchList)
RETURN w.dossier AS dossier, w.ids AS ids ORDER BY dossier
