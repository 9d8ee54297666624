/** Columns and types of the tables of TPC-H. Source: dumped from the tables that the project's own test generator makes. */
export const TPC_H: Readonly<Record<string, readonly string[]>> = {
  customer: [
    'c_custkey int64, c_name string, c_address string, c_nationkey int64, c_phone string',
    'c_acctbal decimal(15,2), c_mktsegment string, c_comment string',
  ],
  lineitem: [
    'l_orderkey int64, l_partkey int64, l_suppkey int64, l_linenumber int32',
    'l_quantity decimal(15,2), l_extendedprice decimal(15,2), l_discount decimal(15,2)',
    'l_tax decimal(15,2), l_returnflag string, l_linestatus string, l_shipdate date',
    'l_commitdate date, l_receiptdate date, l_shipinstruct string, l_shipmode string',
    'l_comment string',
  ],
  nation: ['n_nationkey int64, n_name string, n_regionkey int64, n_comment string'],
  orders: [
    'o_orderkey int64, o_custkey int64, o_orderstatus string, o_totalprice decimal(15,2)',
    'o_orderdate date, o_orderpriority string, o_clerk string, o_shippriority int32',
    'o_comment string',
  ],
  part: [
    'p_partkey int64, p_name string, p_mfgr string, p_brand string, p_type string',
    'p_size int32, p_container string, p_retailprice decimal(15,2), p_comment string',
  ],
  partsupp: [
    'ps_partkey int64, ps_suppkey int64, ps_availqty int32, ps_supplycost decimal(15,2)',
    'ps_comment string',
  ],
  region: ['r_regionkey int64, r_name string, r_comment string'],
  supplier: [
    's_suppkey int64, s_name string, s_address string, s_nationkey int64, s_phone string',
    's_acctbal decimal(15,2), s_comment string',
  ],
};
