// title: Which of some ids no entity and no source has
// param: ids ids
// answer: table
UNWIND $ids AS id
WITH DISTINCT id WHERE NOT EXISTS { (:Entity {id: id}) } AND NOT EXISTS { (:Source {id: id}) }
RETURN collect(id)[..10] AS ids
