/** How the tables of TPC-DS hang together; its columns are named by rule, so rules are enough. */

/** Dimension tables with their surrogate keys, each after the tables that refer to it. */
export const DIMENSION_KEYS = {
  promotion: 'p_promo_sk',
  store: 's_store_sk',
  call_center: 'cc_call_center_sk',
  catalog_page: 'cp_catalog_page_sk',
  web_site: 'web_site_sk',
  web_page: 'wp_web_page_sk',
  warehouse: 'w_warehouse_sk',
  ship_mode: 'sm_ship_mode_sk',
  reason: 'r_reason_sk',
  item: 'i_item_sk',
  customer: 'c_customer_sk',
  customer_address: 'ca_address_sk',
  customer_demographics: 'cd_demo_sk',
  household_demographics: 'hd_demo_sk',
  income_band: 'ib_income_band_sk',
  date_dim: 'd_date_sk',
  time_dim: 't_time_sk',
} as const satisfies Readonly<Record<string, string>>;

export type Dimension = keyof typeof DIMENSION_KEYS;

export const DIMENSIONS = Object.keys(DIMENSION_KEYS) as readonly Dimension[];

/** Dimensions whose rows are facts of the calendar and the clock: to be chosen, never written. */
export const CALENDARS: ReadonlySet<Dimension> = new Set(['date_dim', 'time_dim']);

/** Dimensions that vary among the lines of one ticket or order. */
export const BY_LINE: ReadonlySet<Dimension> = new Set([
  'promotion',
  'catalog_page',
  'web_page',
  'warehouse',
  'ship_mode',
]);

/** Ends of columns that say where something is; queries look for customers near a store. */
export const PLACE_COLUMNS = ['_city', '_county', '_state', '_zip'] as const;

/** Fact tables with the number of the ticket or order that their rows belong to. */
export const FACT_ORDERS = {
  store_sales: 'ss_ticket_number',
  store_returns: 'sr_ticket_number',
  catalog_sales: 'cs_order_number',
  catalog_returns: 'cr_order_number',
  web_sales: 'ws_order_number',
  web_returns: 'wr_order_number',
  inventory: undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

type Fact = keyof typeof FACT_ORDERS;

export const FACTS = Object.keys(FACT_ORDERS) as readonly Fact[];

/** What a foreign key refers to, by the end of its name. */
const REFERENCES: readonly (readonly [suffix: string, dimension: Dimension])[] = [
  ['_date_sk', 'date_dim'],
  ['_time_sk', 'time_dim'],
  ['_item_sk', 'item'],
  ['_customer_sk', 'customer'],
  ['_cdemo_sk', 'customer_demographics'],
  ['_hdemo_sk', 'household_demographics'],
  ['_addr_sk', 'customer_address'],
  ['_store_sk', 'store'],
  ['_promo_sk', 'promotion'],
  ['_call_center_sk', 'call_center'],
  ['_catalog_page_sk', 'catalog_page'],
  ['_web_site_sk', 'web_site'],
  ['_web_page_sk', 'web_page'],
  ['_warehouse_sk', 'warehouse'],
  ['_ship_mode_sk', 'ship_mode'],
  ['_reason_sk', 'reason'],
  ['_income_band_sk', 'income_band'],
];

const PRIMARY: ReadonlySet<string> = new Set(Object.values(DIMENSION_KEYS));

/** The dimension that a column refers to; undefined when it is no foreign key. */
export function referenceOf(column: string): Dimension | undefined {
  if (PRIMARY.has(column)) return undefined;
  return REFERENCES.find(([suffix]) => column.endsWith(suffix))?.[1];
}
