-- Grain state for Microsoft.Orleans.Persistence.AdoNet, found like the clustering rows. The provider binds string, int, long
-- and byte[] as text, integer, bigint and bytea, nulls with their type. The etag is the version as text; a row without
-- payload was cleared.

-- The key is the provider's: hash of the grain's id, its two numbers or 0/0 with the text in the extension, and the state's
-- name as type. Two keys may differ in the hash alone, so it is part of the key.
CREATE TABLE IF NOT EXISTS orleans.grain_state (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service_id text NOT NULL,
    type_name text NOT NULL,
    type_hash integer NOT NULL,
    id_hash integer NOT NULL,
    n0 bigint NOT NULL,
    n1 bigint NOT NULL,
    extension text,
    version integer NOT NULL,
    payload bytea,
    UNIQUE NULLS NOT DISTINCT (service_id, type_name, id_hash, type_hash, n0, n1, extension)
);

INSERT INTO orleans.orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', $query$
    SELECT payload AS PayloadBinary, version AS Version FROM orleans.grain_state
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_hash = @GrainIdHash AND type_hash = @GrainTypeHash
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString
$query$),
-- Without a version the row must not be there yet, with one it must stand at it; no row in the answer is a conflict.
('WriteToStorageKey', $query$
    WITH updated AS (
        UPDATE orleans.grain_state SET payload = @PayloadBinary, version = version + 1
        WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_hash = @GrainIdHash AND type_hash = @GrainTypeHash
            AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString
            AND version = @GrainStateVersion
        RETURNING version
    ), inserted AS (
        INSERT INTO orleans.grain_state (service_id, type_name, type_hash, id_hash, n0, n1, extension, version, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, 1, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM updated
    UNION ALL
    SELECT version FROM inserted
$query$),
('ClearStorageKey', $query$
    UPDATE orleans.grain_state SET payload = NULL, version = version + 1
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_hash = @GrainIdHash AND type_hash = @GrainTypeHash
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString
        AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$query$),
('DeleteStorageKey', $query$
    DELETE FROM orleans.grain_state
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_hash = @GrainIdHash AND type_hash = @GrainTypeHash
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString
        AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion
$query$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
