CREATE TABLE t AS SELECT * FROM (VALUES
  (1::bigint, 1.5::double, 'apple'::varchar, date '2024-01-05', timestamp '2024-01-05 10:30:15.123456', true, 10.25::decimal(12,2), [1,2,3]::bigint[], MAP{'x':1::bigint,'y':2::bigint}, {'x':1::bigint,'y':'q'}, '{"a":[1,2],"b":"s","n":1.5}'::json, 3::tinyint, time '10:30:15', ['a','b'], 7::integer),
  (2, -2.5, 'Banana split', date '2023-12-31', timestamp '2023-12-31 23:59:59', false, -3.10, [3,3,NULL], MAP{'y':5}, {'x':2,'y':NULL}, '[1,2]', -4, time '23:59:59', ['c'], -7),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 0.0, '', date '2024-02-29', timestamp '2024-02-29 00:00:00', true, 0, [], MAP{}::map(varchar,bigint), {'x':NULL,'y':'z'}, '"str"', 0, time '00:00:00', []::varchar[], 0),
  (NULL, 2.5, 'a%b_c', date '2024-01-06', timestamp '2024-01-06 12:00:00', false, 99.99, [5], MAP{'x':NULL::bigint}, {'x':9,'y':'q'}, '3', 127, time '12:00:00', ['b',NULL,'a'], 2),
  (5, 7.25, '  padded ', date '1999-07-04', timestamp '1999-07-04 08:07:06', true, 10.25, [1,1,2], MAP{'z':0}, {'x':1,'y':'q'}, 'true', 5, time '08:07:06', ['b','a'], 7),
  (5, 1e10, 'ünïcodé', date '2024-12-30', timestamp '2024-12-30 18:45:00', NULL, 0.01, [9,8], MAP{'x':3,'z':4}, {'x':4,'y':''}, 'null', -128, time '18:45:00', ['x','y','z'], 100)
  ) v(a,b,c,d,ts,bo,dec,arr,m,s,j,i8,tm,strs,i32);

CREATE TABLE u AS SELECT * FROM (VALUES (1::bigint,'one'::varchar,10.0::double, timestamp '2024-01-01 00:00:00'),(2,'two',NULL,timestamp '2024-01-05 11:00:00'),(2,'deux',5.5,timestamp '2020-01-01'),(5,NULL,1.0,timestamp '2024-06-01'),(8,'eight',0.0,NULL),(NULL,'none',2.0,timestamp '2024-02-01')) v(k,name,w,"at");
