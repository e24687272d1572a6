-- What power must not forget, beside the file that each silo keeps: the newest record of each key, deleted ones without a record.

CREATE TABLE IF NOT EXISTS nas.power_journal (
    key text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    record text
);
