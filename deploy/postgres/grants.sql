-- Applied with every migration when the role nas_silo exists. Nothing here lets a silo change the schema or the audit.
GRANT USAGE ON SCHEMA nas, orleans TO nas_silo;
GRANT SELECT ON nas.migration, orleans.orleansquery TO nas_silo;
GRANT SELECT, INSERT ON nas.audit TO nas_silo;
GRANT SELECT, INSERT ON nas.event TO nas_silo;
GRANT SELECT, INSERT, UPDATE ON nas.power_journal TO nas_silo;
GRANT SELECT, INSERT, UPDATE ON nas.metric_series, nas.metric_point TO nas_silo;
GRANT SELECT, INSERT, UPDATE, DELETE ON orleans.cluster, orleans.silo, orleans.grain_state TO nas_silo;
GRANT EXECUTE ON FUNCTION nas.ensure_metric_partition(date) TO nas_silo;
