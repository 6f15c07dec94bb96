// title: The version of the schema that the store was made with
UNWIND $rows AS row
MERGE (v:SchemaVersion {name: 'ipgraph'})
ON CREATE SET v.version = row.version
RETURN coalesce(v.version, 0) AS created
