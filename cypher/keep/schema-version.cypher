// title: The version of the schema that the store was made with
// about: No row where nothing was loaded yet.
// answer: table
MATCH (v:SchemaVersion)
RETURN v.version AS version
ORDER BY version DESC LIMIT 1
