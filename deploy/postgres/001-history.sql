-- What is appended and queried: events, audit, metric points. PostgreSQL 15 or newer.

CREATE TABLE IF NOT EXISTS nas.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant text NOT NULL,
    subject text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    data text
);
CREATE INDEX IF NOT EXISTS event_by_tenant ON nas.event (tenant, id);
CREATE INDEX IF NOT EXISTS event_by_subject ON nas.event (tenant, subject, id);

CREATE TABLE IF NOT EXISTS nas.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant text NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    outcome text NOT NULL,
    before text,
    after text,
    correlation_id text
);
CREATE INDEX IF NOT EXISTS audit_by_tenant ON nas.audit (tenant, id);
CREATE INDEX IF NOT EXISTS audit_by_target ON nas.audit (tenant, target, id);

CREATE OR REPLACE FUNCTION nas.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are only ever added';
END $$;
CREATE OR REPLACE TRIGGER audit_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON nas.audit
    FOR EACH STATEMENT EXECUTE FUNCTION nas.refuse_audit_change();

CREATE TABLE IF NOT EXISTS nas.metric_series (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    UNIQUE (tenant, subject, name)
);

-- No foreign key: it would be checked once per point, on the busiest insert there is.
CREATE TABLE IF NOT EXISTS nas.metric_point (
    series_id bigint NOT NULL,
    at timestamptz NOT NULL,
    value double precision NOT NULL,
    PRIMARY KEY (series_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE IF NOT EXISTS nas.metric_point_default PARTITION OF nas.metric_point DEFAULT;

-- Makes the partition of a day in UTC; true when it is there. Runs with the owner's rights, so that silos need none to create tables. Days far
-- from now stay in the default partition: a device with a broken clock must not make a table for each day it invents.
CREATE OR REPLACE FUNCTION nas.ensure_metric_partition(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    name text := 'metric_point_' || to_char(day, 'YYYYMMDD');
    day_begins timestamptz := day::timestamp AT TIME ZONE 'UTC';
    day_ends timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass('nas.' || name) IS NOT NULL THEN
        RETURN true;
    END IF;
    IF day < today - 400 OR day > today + 1 THEN
        RETURN false;
    END IF;
    -- Points of this day may lie in the default partition from when it was far ahead; a partition cannot be attached beside
    -- them. The lock also lets one caller at a time pass, and makes what another has just created visible.
    LOCK TABLE nas.metric_point_default IN ACCESS EXCLUSIVE MODE;
    IF to_regclass('nas.' || name) IS NOT NULL THEN
        RETURN true;
    END IF;
    EXECUTE format('CREATE TABLE nas.%I (LIKE nas.metric_point INCLUDING ALL)', name);
    EXECUTE format('WITH moved AS (DELETE FROM nas.metric_point_default WHERE at >= $1 AND at < $2 RETURNING *) '
        'INSERT INTO nas.%I SELECT * FROM moved', name) USING day_begins, day_ends;
    EXECUTE format('ALTER TABLE nas.metric_point ATTACH PARTITION nas.%I FOR VALUES FROM (%L) TO (%L)', name, day_begins, day_ends);
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION nas.ensure_metric_partition(date) FROM PUBLIC;
