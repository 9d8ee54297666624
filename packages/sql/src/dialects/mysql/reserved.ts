import { words } from '../identifiers.js';
import { RESERVED } from '../reserved.js';

/** Words that MySQL 8 or MariaDB reserves beside those of other dialects. */
export const MYSQL_RESERVED: ReadonlySet<string> = new Set([
  ...RESERVED,
  ...words(`
    accessible add asensitive before bigint blob cascade change char character condition continue
    convert cume_dist cursor day_hour day_microsecond day_minute day_second decimal delayed
    dense_rank deterministic distinctrow do_domain_ids double elseif empty enclosed escaped exit
    float float4 float8 force fulltext get high_priority hour_microsecond hour_minute hour_second
    ignore_domain_ids infile insensitive int1 int2 int3 int4 int8 io_after_gtids io_before_gtids
    iterate kill leave linear lines load lock long longblob longtext loop low_priority manual
    master_bind master_ssl_verify_server_cert maxvalue mediumblob mediumint mediumtext middleint
    minute_microsecond minute_second modifies no_write_to_binlog numeric optimize optimizer_costs
    optionally outfile parallel precision procedure purge read reads read_write real release require
    resignal restrict return revoke second_microsecond sensitive separator signal smallint spatial
    specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows
    sql_small_result ssl starting stored straight_join terminated tinyblob tinyint tinytext undo
    unlock unsigned utc_date utc_time utc_timestamp varbinary varchar varcharacter varying virtual
    while year_month zerofill`),
]);
