// title: Withdraw statements that left their dossier
// about: Nothing is deleted. A statement that another dossier still holds stays.
UNWIND $rows AS row
MATCH (s:Statement {id: row.id})
SET s.dossiers = [d IN s.dossiers WHERE d <> row.dossier]
WITH s WHERE s.dossiers = []
SET s:Withdrawn, s.withdrawn_at = $now, s.hash = ''
REMOVE s:Contested:Undated:Pending
RETURN count(*) AS updated
