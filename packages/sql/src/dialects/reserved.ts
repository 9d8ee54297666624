import { words } from './identifiers.js';

/** Words that one standard SQL dialect or another reserves; quoting one too many harms nobody. */
export const RESERVED = words(`
  all alter analyze and any array as asc assert_rows_modified at authorization between binary both by
  call case cast check collate column condition constraint contains create cross cube current
  current_date current_role current_time current_timestamp current_user database databases deallocate
  dec declare default deferrable define delete desc describe distinct div do drop dual each else end
  enum escape except exclude execute exists explain extract false fetch first_value following for
  foreign freeze from full function generated glob grant group grouping groups hash having if ignore
  ilike in index initially inner inout insert int integer intersect interval into is isnull join
  json_table key keys lag last_value lateral lead leading left like limit localtime localtimestamp
  lookup match merge mod natural new no normalize not notnull nth_value ntile null nulls of offset on
  only option or order out outer over overlaps partition percent_rank placing preceding prepare
  primary proto qualify range rank read recursive references regexp rename repeat replace respect
  returning right rlike rollup row row_number rows schema schemas select session_user set show
  similar skip some start struct symmetric system table tablesample then to trailing treat trigger
  trim true unbounded union unique unnest update usage user using values variadic verbose view when
  where window with within write xor`);
