-- The mysql.rds_* procedures of an Aurora MySQL v3 writer, as far as anybody outside AWS knows them:
-- names, arities, rights and the behaviour of incident 1. Their real bodies are not public.
-- Installed after rds-common.sql.

-- The ghost's maker: it looks at the applier only. With the applier down it says OK and does nothing,
-- whatever the receiver does; with the applier running it really stops both threads.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_stop(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: stop ', mysql.rds_lab_thing(channel)));
  IF mysql.rds_lab_applier_runs(channel) THEN
    CALL mysql.rds_lab_want(CONCAT('stop ', mysql.rds_lab_thing(channel)), NULL, NULL);
    CALL mysql.rds_lab_run('STOP REPLICA', channel);
    CALL mysql.rds_lab_record(CONCAT('stop ', mysql.rds_lab_thing(channel)));
    SELECT 'Replica is down or disabled' AS Message;
  ELSE
    SELECT 'Replica is already stopped or may not be configured. Run SHOW REPLICA STATUS\\G' AS Message;
  END IF;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_start_unless_running(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: start ', mysql.rds_lab_thing(channel)));
  IF mysql.rds_lab_applier_runs(channel) AND mysql.rds_lab_receiver_is_on(channel) THEN
    SELECT 'Replica is already running.' AS Message;
  ELSE
    CALL mysql.rds_lab_start(channel);
  END IF;
END
//
-- Stops nothing itself: a thread that runs makes the server answer error 3081.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_reset(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: reset ', mysql.rds_lab_thing(channel)));
  CALL mysql.rds_lab_run('RESET REPLICA ALL', channel);
  CALL mysql.rds_lab_want(CONCAT('reset ', mysql.rds_lab_thing(channel)), NULL, NULL);
  CALL mysql.rds_lab_record(CONCAT('reset ', mysql.rds_lab_thing(channel)));
  SELECT 'Replica has been reset' AS message;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_skip(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(IF(channel = '', 'Starting: skip_repl_error', 'Starting: skip_repl_err_ch'));
  IF mysql.rds_lab_worker_failed(channel) AND NOT mysql.rds_lab_applier_runs(channel) THEN
    CALL mysql.rds_lab_skip_error(channel);
  ELSE
    SELECT 'Replica is running normally. No errors detected to skip.' AS Message;
  END IF;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication()
SQL SECURITY DEFINER
CALL mysql.rds_lab_stop('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication()
SQL SECURITY DEFINER
CALL mysql.rds_lab_start_unless_running('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_source()
SQL SECURITY DEFINER
CALL mysql.rds_lab_reset('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error()
SQL SECURITY DEFINER
CALL mysql.rds_lab_skip('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_with_auto_position(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('Starting: set master AP', host, port, user, NULL, NULL, enable_ssl_encryption);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption, 'SOURCE_AUTO_POSITION = 1', '');
  CALL mysql.rds_lab_note('set master with AP', host, port, user, NULL, NULL, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('Starting: set master', host, port, user, name, pos, enable_ssl_encryption);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    mysql.rds_lab_position(name, pos), '');
  CALL mysql.rds_lab_note('set master', host, port, user, name, pos, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_next_source_log(IN curr_source_log INT)
SQL SECURITY DEFINER
BEGIN
  IF mysql.rds_lab_receiver_is_on('') THEN
    SELECT 'The receiver runs; there is no 1236 error to get over.' AS Message;
  ELSE
    CALL mysql.rds_lab_next_log(curr_source_log);
  END IF;
END
