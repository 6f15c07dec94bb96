// title: The entity ids of nodes that an answer names only by internal ids
// about: The internal ids come from the answer before, and live no longer than it.
// param: ids ids
// answer: table
UNWIND $ids AS internal
MATCH (n) WHERE elementId(n) = internal
RETURN internal, n.id AS id
