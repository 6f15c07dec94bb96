// title: Which of some ids no entity has
// param: ids ids
// answer: table
UNWIND $ids AS id
WITH DISTINCT id WHERE NOT EXISTS { (:Entity {id: id}) }
RETURN collect(id)[..10] AS ids
