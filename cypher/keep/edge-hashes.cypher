// title: The content hashes of some edges
// param: ids ids
// answer: table
UNWIND $ids AS id
MATCH ()-[r:/*word*/SUED {key: id}]->()
USING INDEX SEEK r:/*word*/SUED(key)
RETURN id, r.hash AS hash
