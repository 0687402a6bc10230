DROP PROCEDURE mysql.rds_kill
