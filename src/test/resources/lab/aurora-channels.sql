-- The procedures that name a channel, which Aurora MySQL has from 8.4.8 on. Their names and arities are
-- documented; what they do inside is not, so the worst is assumed: what Aurora v3's did in incident 1.
-- Installed after aurora-v3.sql.

CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
CALL mysql.rds_lab_stop(channel)
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
CALL mysql.rds_lab_start_unless_running(channel)
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_source_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
CALL mysql.rds_lab_reset(channel)
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
CALL mysql.rds_lab_skip(channel)
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_with_auto_position_for_channel(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_want_address_alone(host, port, channel);
  CALL mysql.rds_lab_note('Starting: set channel AP', host, port, user, NULL, NULL, enable_ssl_encryption);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    CONCAT('SOURCE_AUTO_POSITION = 1, SOURCE_DELAY = ', delay), channel);
  CALL mysql.rds_lab_note('set channel with AP', host, port, user, NULL, NULL, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_for_channel(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_want_address_alone(host, port, channel);
  CALL mysql.rds_lab_note('Starting: set channel', host, port, user, name, pos, enable_ssl_encryption);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    mysql.rds_lab_position(name, pos), channel);
  CALL mysql.rds_lab_note('set channel source', host, port, user, name, pos, enable_ssl_encryption);
END
