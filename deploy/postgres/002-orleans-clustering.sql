-- Membership for Microsoft.Orleans.Clustering.AdoNet. The provider knows one name, orleansquery, which it looks up along
-- the search_path (connection string: Search Path=orleans); tables, functions and texts are ours. It binds string, int and
-- DateTime as text, integer and timestamptz, opens no transaction, and takes the first row's single column for yes or no.

CREATE SCHEMA IF NOT EXISTS orleans;

CREATE TABLE IF NOT EXISTS orleans.orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

CREATE TABLE IF NOT EXISTS orleans.cluster (
    deployment_id text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS orleans.silo (
    deployment_id text NOT NULL REFERENCES orleans.cluster ON DELETE CASCADE,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspect_times text,
    start_time timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);

-- True when the cluster still stood at the version the caller has seen; it is then locked until the statement's end. Under
-- READ COMMITTED a second caller waits here and finds the version moved on: a conflict is an answer, never an error.
CREATE OR REPLACE FUNCTION orleans.lock_cluster(cluster_id text, seen integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM orleans.cluster c WHERE c.deployment_id = cluster_id AND c.version = seen FOR UPDATE;
    RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION orleans.insert_silo(
    cluster_id text, silo_address text, silo_port integer, silo_generation integer, name text, host text,
    silo_status integer, gateway_port integer, started timestamptz, alive timestamptz, seen integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF NOT orleans.lock_cluster(cluster_id, seen) THEN
        RETURN false;
    END IF;
    INSERT INTO orleans.silo (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    VALUES (cluster_id, silo_address, silo_port, silo_generation, name, host, silo_status, gateway_port, started, alive)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE orleans.cluster c SET version = c.version + 1 WHERE c.deployment_id = cluster_id;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION orleans.update_silo(
    cluster_id text, silo_address text, silo_port integer, silo_generation integer,
    silo_status integer, suspects text, alive timestamptz, seen integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF NOT orleans.lock_cluster(cluster_id, seen) THEN
        RETURN false;
    END IF;
    UPDATE orleans.silo s SET status = silo_status, suspect_times = suspects, i_am_alive_time = alive
    WHERE s.deployment_id = cluster_id AND s.address = silo_address AND s.port = silo_port AND s.generation = silo_generation;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE orleans.cluster c SET version = c.version + 1 WHERE c.deployment_id = cluster_id;
    RETURN true;
END $$;

INSERT INTO orleans.orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $query$
    WITH made AS (
        INSERT INTO orleans.cluster (deployment_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT EXISTS (SELECT FROM made) AS made
$query$),
('InsertMembershipKey', $query$
    SELECT orleans.insert_silo(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName,
        @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version) AS done
$query$),
('UpdateMembershipKey', $query$
    SELECT orleans.update_silo(@DeploymentId, @Address, @Port, @Generation,
        @Status, @SuspectTimes, @IAmAliveTime, @Version) AS done
$query$),
('UpdateIAmAlivetimeKey', $query$
    UPDATE orleans.silo SET i_am_alive_time = @IAmAliveTime
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),
-- One row at least, whatever is stored: a row without StartTime says that there is no silo.
('MembershipReadAllKey', $query$
    SELECT coalesce(c.version, 0) AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation,
        s.silo_name AS SiloName, s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort,
        s.start_time AS StartTime, s.i_am_alive_time AS IAmAliveTime, s.suspect_times AS SuspectTimes
    FROM (SELECT @DeploymentId AS deployment_id) wanted
    LEFT JOIN orleans.cluster c ON c.deployment_id = wanted.deployment_id
    LEFT JOIN orleans.silo s ON s.deployment_id = c.deployment_id
$query$),
('MembershipReadRowKey', $query$
    SELECT coalesce(c.version, 0) AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation,
        s.silo_name AS SiloName, s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort,
        s.start_time AS StartTime, s.i_am_alive_time AS IAmAliveTime, s.suspect_times AS SuspectTimes
    FROM (SELECT @DeploymentId AS deployment_id) wanted
    LEFT JOIN orleans.cluster c ON c.deployment_id = wanted.deployment_id
    LEFT JOIN orleans.silo s ON s.deployment_id = c.deployment_id
        AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
$query$),
('GatewaysQueryKey', $query$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM orleans.silo
    WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
$query$),
-- 6 is Dead. The provider binds no status here: a silent silo that nobody declared dead must stay.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM orleans.silo
    WHERE deployment_id = @DeploymentId AND status = 6 AND greatest(start_time, i_am_alive_time) < @IAmAliveTime
$query$),
('DeleteMembershipTableEntriesKey', $query$
    DELETE FROM orleans.cluster WHERE deployment_id = @DeploymentId
$query$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
