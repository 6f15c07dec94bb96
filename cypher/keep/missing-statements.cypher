// title: Which of some ids no statement has
// param: ids ids
// answer: table
UNWIND $ids AS id
WITH DISTINCT id WHERE NOT EXISTS { (:Statement {id: id}) }
RETURN id ORDER BY id
