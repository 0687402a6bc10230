-- For which findings of a database somebody answers for a while; one each, the newest. They end by
-- themselves: an ended one stays to be listed until another takes its place.
CREATE TABLE durability_suppression (
  database_id VARCHAR(64)  NOT NULL,
  rule_id     VARCHAR(64)  NOT NULL,
  owner       VARCHAR(120) NOT NULL,
  reason      LONGTEXT     NOT NULL,
  begins_at   VARCHAR(32)  NOT NULL,
  ends_at     VARCHAR(32)  NOT NULL,
  set_by      VARCHAR(120) NOT NULL,
  PRIMARY KEY (database_id, rule_id)
);
