import { evaluateIbis } from '@ibert/ibis';
import { emitSql, resolveDialect } from '@ibert/sql';
import { it } from 'vitest';
it('x', () => {
  for (const p of [
    'ibis.memtable({"a":[1,None,3],"b":[1.5,None,2.5],"c":["x",None,"y"],"d":["2024-01-05",None,"2024-02-01"],"e":[True,None,False],"l":[[1],None,[2]]})',
    'ibis.memtable({"a":[1,None,3],"b":[1.5,None,2.5],"c":["x",None,"y"],"d":["2024-01-05",None,"2024-02-01"]}).cast({"d":"date","a":"int64"})',
    'ibis.memtable({"a":[1,None,3],"d":["2024-01-05",None,"2024-02-01"]}, schema={"a":"int64","d":"date"})',
    '_.a + s.x',
    'selectors.x',
    'ir.Table',
    'ifelse(True,1,2)',
    'foo.x',
  ]) {
    try {
      const { relation, schema } = evaluateIbis(p, { tables: {} });
      console.log(
        p.slice(0, 20),
        [...schema.values()].map((t) => t.kind).join(),
        emitSql(relation, resolveDialect('duckdb')).sql,
      );
    } catch (e) {
      console.log(p, String(e));
    }
  }
});
