-- 1
SELECT MIN(mc.note) AS production_note, MIN(t.title) AS movie_title, MIN(t.production_year) AS movie_year
FROM company_type AS ct, info_type AS it, movie_companies AS mc, movie_info_idx AS mi_idx, title AS t
WHERE ct.kind = 'production companies' AND it.info = 'top 250 rank' AND mc.note NOT LIKE '%(TV)%'
  AND (mc.note LIKE '%(co-production)%' OR mc.note LIKE '%(presents)%')
  AND ct.id = mc.company_type_id AND t.id = mc.movie_id AND t.id = mi_idx.movie_id
  AND mc.movie_id = mi_idx.movie_id AND it.id = mi_idx.info_type_id;
-- 2
SELECT MIN(t.title) AS movie_title
FROM company_name AS cn, keyword AS k, movie_companies AS mc, movie_keyword AS mk, title AS t
WHERE cn.country_code = '[de]' AND k.keyword = 'character-name-in-title' AND cn.id = mc.company_id
  AND mc.movie_id = t.id AND t.id = mk.movie_id AND mk.keyword_id = k.id AND mc.movie_id = mk.movie_id;
-- 3
SELECT MIN(t.title) AS movie_title
FROM keyword AS k, movie_info AS mi, movie_keyword AS mk, title AS t
WHERE k.keyword LIKE '%sequel%' AND mi.info IN ('Sweden', 'Germany', 'Norway') AND t.production_year > 2005
  AND t.id = mi.movie_id AND t.id = mk.movie_id AND mk.movie_id = mi.movie_id AND k.id = mk.keyword_id;
-- 4
SELECT MIN(mi_idx.info) AS rating, MIN(t.title) AS movie_title
FROM info_type AS it, keyword AS k, movie_info_idx AS mi_idx, movie_keyword AS mk, title AS t
WHERE it.info = 'rating' AND k.keyword LIKE '%sequel%' AND mi_idx.info > '5.0' AND t.production_year > 2000
  AND t.id = mi_idx.movie_id AND t.id = mk.movie_id AND mk.movie_id = mi_idx.movie_id
  AND k.id = mk.keyword_id AND it.id = mi_idx.info_type_id;
-- 5
SELECT MIN(t.title) AS typical_movie
FROM company_type AS ct, info_type AS it, movie_companies AS mc, movie_info AS mi, title AS t
WHERE ct.kind = 'production companies' AND mc.note LIKE '%(USA)%' AND mc.note LIKE '%(VHS)%'
  AND mi.info IN ('Sweden', 'Germany', 'USA') AND t.production_year > 1995 AND t.id = mi.movie_id
  AND t.id = mc.movie_id AND mc.movie_id = mi.movie_id AND ct.id = mc.company_type_id
  AND it.id = mi.info_type_id;
-- 6
SELECT MIN(k.keyword) AS movie_keyword, MIN(n.name) AS actor_name, MIN(t.title) AS hero_movie
FROM cast_info AS ci, keyword AS k, movie_keyword AS mk, name AS n, title AS t
WHERE k.keyword = 'superhero' AND n.name LIKE '%Downey%Karl%' AND t.production_year > 1992
  AND k.id = mk.keyword_id AND t.id = mk.movie_id AND t.id = ci.movie_id AND ci.movie_id = mk.movie_id
  AND n.id = ci.person_id;
-- 7
SELECT MIN(n.name) AS of_person, MIN(t.title) AS biography_movie
FROM aka_name AS an, cast_info AS ci, info_type AS it, link_type AS lt, movie_link AS ml, name AS n,
  person_info AS pi, title AS t
WHERE an.name LIKE '%a%' AND it.info = 'mini biography' AND lt.link = 'features'
  AND n.name_pcode_cf BETWEEN 'A' AND 'F' AND (n.gender = 'm' OR (n.gender = 'f' AND n.name LIKE 'A%'))
  AND pi.note = 'Volker Boehm' AND t.production_year BETWEEN 1990 AND 2010
  AND n.id = an.person_id AND n.id = pi.person_id AND ci.person_id = n.id AND t.id = ci.movie_id
  AND ml.linked_movie_id = t.id AND lt.id = ml.link_type_id AND it.id = pi.info_type_id
  AND pi.person_id = an.person_id AND pi.person_id = ci.person_id AND an.person_id = ci.person_id
  AND ci.movie_id = ml.linked_movie_id;
-- 8
SELECT MIN(an.name) AS actress_pseudonym, MIN(t.title) AS dubbed_movie
FROM aka_name AS an, cast_info AS ci, company_name AS cn, movie_companies AS mc, name AS n,
  role_type AS rt, title AS t
WHERE ci.note = '(voice: English version)' AND cn.country_code = '[us]' AND rt.role = 'actress'
  AND an.person_id = n.id AND n.id = ci.person_id AND ci.movie_id = t.id AND t.id = mc.movie_id
  AND mc.company_id = cn.id AND ci.role_id = rt.id AND an.person_id = ci.person_id
  AND ci.movie_id = mc.movie_id;
-- 9
SELECT MIN(an.name) AS alternative_name, MIN(chn.name) AS character_name, MIN(t.title) AS movie
FROM aka_name AS an, char_name AS chn, cast_info AS ci, company_name AS cn, movie_companies AS mc,
  name AS n, role_type AS rt, title AS t
WHERE ci.note IN ('(voice)', '(voice: English version)') AND cn.country_code = '[us]' AND n.gender = 'f'
  AND n.name LIKE '%An%' AND rt.role = 'actress' AND t.production_year BETWEEN 1990 AND 2015
  AND ci.movie_id = t.id AND t.id = mc.movie_id AND ci.movie_id = mc.movie_id AND mc.company_id = cn.id
  AND ci.role_id = rt.id AND n.id = ci.person_id AND chn.id = ci.person_role_id AND an.person_id = n.id
  AND an.person_id = ci.person_id;
-- 10
SELECT MIN(chn.name) AS uncredited_character, MIN(t.title) AS movie
FROM char_name AS chn, cast_info AS ci, company_name AS cn, company_type AS ct, movie_companies AS mc,
  role_type AS rt, title AS t
WHERE ci.note LIKE '%(voice)%' AND ci.note NOT LIKE '%(uncredited)%' AND cn.country_code = '[gb]'
  AND rt.role = 'actor' AND t.production_year > 1991 AND t.id = mc.movie_id AND t.id = ci.movie_id
  AND ci.movie_id = mc.movie_id AND chn.id = ci.person_role_id AND rt.id = ci.role_id
  AND cn.id = mc.company_id AND ct.id = mc.company_type_id;
-- 11
SELECT MIN(cn.name) AS from_company, MIN(lt.link) AS movie_link_type, MIN(t.title) AS sequel
FROM company_name AS cn, company_type AS ct, keyword AS k, link_type AS lt, movie_companies AS mc,
  movie_keyword AS mk, movie_link AS ml, title AS t
WHERE cn.country_code <> '[pl]' AND (cn.name LIKE '%Film%' OR cn.name LIKE '%Warner%')
  AND ct.kind = 'production companies' AND k.keyword = 'sequel' AND lt.link LIKE '%follow%'
  AND mc.note IS NULL AND t.production_year BETWEEN 1950 AND 2015
  AND lt.id = ml.link_type_id AND ml.movie_id = t.id AND t.id = mk.movie_id AND mk.keyword_id = k.id
  AND t.id = mc.movie_id AND mc.company_type_id = ct.id AND mc.company_id = cn.id
  AND ml.movie_id = mk.movie_id AND ml.movie_id = mc.movie_id AND mk.movie_id = mc.movie_id;
-- 12
SELECT MIN(cn.name) AS movie_company, MIN(mi_idx.info) AS rating, MIN(t.title) AS drama_movie
FROM company_name AS cn, company_type AS ct, info_type AS it1, info_type AS it2, movie_companies AS mc,
  movie_info AS mi, movie_info_idx AS mi_idx, title AS t
WHERE cn.country_code = '[us]' AND ct.kind = 'production companies' AND it1.info = 'genres'
  AND it2.info = 'rating' AND mi.info IN ('Drama', 'Horror') AND mi_idx.info > '4.0'
  AND t.production_year BETWEEN 1992 AND 2012 AND t.id = mi.movie_id AND t.id = mi_idx.movie_id
  AND mi.info_type_id = it1.id AND mi_idx.info_type_id = it2.id AND t.id = mc.movie_id
  AND ct.id = mc.company_type_id AND cn.id = mc.company_id AND mc.movie_id = mi.movie_id
  AND mc.movie_id = mi_idx.movie_id AND mi.movie_id = mi_idx.movie_id;
-- 13
SELECT MIN(mi.info) AS release_date, MIN(miidx.info) AS rating, MIN(t.title) AS german_movie
FROM company_name AS cn, company_type AS ct, info_type AS it, info_type AS it2, kind_type AS kt,
  movie_companies AS mc, movie_info AS mi, movie_info_idx AS miidx, title AS t
WHERE cn.country_code = '[de]' AND ct.kind = 'production companies' AND it.info = 'rating'
  AND it2.info = 'release dates' AND kt.kind = 'movie' AND mi.movie_id = t.id
  AND it2.id = mi.info_type_id AND kt.id = t.kind_id AND mc.movie_id = t.id AND cn.id = mc.company_id
  AND ct.id = mc.company_type_id AND miidx.movie_id = t.id AND it.id = miidx.info_type_id
  AND mi.movie_id = miidx.movie_id AND mi.movie_id = mc.movie_id AND miidx.movie_id = mc.movie_id;
-- 14
SELECT MIN(mi_idx.info) AS rating, MIN(t.title) AS dark_movie
FROM info_type AS it1, info_type AS it2, keyword AS k, kind_type AS kt, movie_info AS mi,
  movie_info_idx AS mi_idx, movie_keyword AS mk, title AS t
WHERE it1.info = 'countries' AND it2.info = 'rating' AND k.keyword IN ('murder', 'violence', 'blood')
  AND kt.kind = 'movie' AND mi.info IN ('Sweden', 'Germany', 'USA') AND mi_idx.info < '8.5'
  AND t.production_year > 1992 AND kt.id = t.kind_id AND t.id = mi.movie_id AND t.id = mk.movie_id
  AND t.id = mi_idx.movie_id AND mk.movie_id = mi.movie_id AND mk.movie_id = mi_idx.movie_id
  AND mi.movie_id = mi_idx.movie_id AND k.id = mk.keyword_id AND it1.id = mi.info_type_id
  AND it2.id = mi_idx.info_type_id;
-- 15
SELECT MIN(mi.info) AS release_date, MIN(t.title) AS internet_movie
FROM aka_title AS akt, company_name AS cn, company_type AS ct, info_type AS it1, keyword AS k,
  movie_companies AS mc, movie_info AS mi, movie_keyword AS mk, title AS t
WHERE cn.country_code = '[us]' AND it1.info = 'release dates' AND mc.note LIKE '%(20%)%'
  AND mi.note LIKE '%internet%' AND mi.info LIKE 'USA:% 200%' AND t.production_year > 1990
  AND t.id = akt.movie_id AND t.id = mi.movie_id AND t.id = mk.movie_id AND t.id = mc.movie_id
  AND mk.movie_id = mi.movie_id AND mk.movie_id = mc.movie_id AND mk.movie_id = akt.movie_id
  AND k.id = mk.keyword_id AND it1.id = mi.info_type_id AND cn.id = mc.company_id
  AND ct.id = mc.company_type_id;
-- 16
SELECT MIN(an.name) AS cool_actor_pseudonym, MIN(t.title) AS series_named_after_char
FROM aka_name AS an, cast_info AS ci, company_name AS cn, keyword AS k, movie_companies AS mc,
  movie_keyword AS mk, name AS n, title AS t
WHERE cn.country_code = '[us]' AND k.keyword = 'character-name-in-title' AND t.episode_nr >= 5
  AND t.episode_nr < 100 AND an.person_id = n.id AND n.id = ci.person_id AND ci.movie_id = t.id
  AND t.id = mk.movie_id AND mk.keyword_id = k.id AND t.id = mc.movie_id AND mc.company_id = cn.id
  AND an.person_id = ci.person_id AND ci.movie_id = mc.movie_id AND ci.movie_id = mk.movie_id
  AND mc.movie_id = mk.movie_id;
-- 17
SELECT MIN(n.name) AS member_in_charnamed_movie, MIN(n.name) AS a1
FROM cast_info AS ci, company_name AS cn, keyword AS k, movie_companies AS mc, movie_keyword AS mk,
  name AS n, title AS t
WHERE cn.country_code = '[us]' AND k.keyword = 'character-name-in-title' AND n.name LIKE 'B%'
  AND n.id = ci.person_id AND ci.movie_id = t.id AND t.id = mk.movie_id AND mk.keyword_id = k.id
  AND t.id = mc.movie_id AND mc.company_id = cn.id AND ci.movie_id = mc.movie_id
  AND ci.movie_id = mk.movie_id AND mc.movie_id = mk.movie_id;
-- 18
SELECT MIN(mi.info) AS movie_budget, MIN(mi_idx.info) AS movie_votes, MIN(t.title) AS movie_title
FROM cast_info AS ci, info_type AS it1, info_type AS it2, movie_info AS mi, movie_info_idx AS mi_idx,
  name AS n, title AS t
WHERE ci.note IN ('(producer)', '(executive producer)') AND it1.info = 'budget' AND it2.info = 'votes'
  AND n.gender = 'm' AND n.name LIKE '%Tim%' AND t.id = mi.movie_id AND t.id = mi_idx.movie_id
  AND t.id = ci.movie_id AND ci.movie_id = mi.movie_id AND ci.movie_id = mi_idx.movie_id
  AND mi.movie_id = mi_idx.movie_id AND n.id = ci.person_id AND it1.id = mi.info_type_id
  AND it2.id = mi_idx.info_type_id;
-- 19
SELECT MIN(n.name) AS voicing_actress, MIN(t.title) AS voiced_movie
FROM aka_name AS an, char_name AS chn, cast_info AS ci, company_name AS cn, info_type AS it,
  movie_companies AS mc, movie_info AS mi, name AS n, role_type AS rt, title AS t
WHERE ci.note IN ('(voice)', '(voice: English version)') AND cn.country_code = '[us]'
  AND it.info = 'release dates' AND mc.note IS NOT NULL AND mi.info IS NOT NULL
  AND (mi.info LIKE 'Japan:%200%' OR mi.info LIKE 'USA:%200%') AND n.gender = 'f' AND n.name LIKE '%An%'
  AND rt.role = 'actress' AND t.id = mi.movie_id AND t.id = mc.movie_id AND t.id = ci.movie_id
  AND mc.movie_id = ci.movie_id AND mc.movie_id = mi.movie_id AND mi.movie_id = ci.movie_id
  AND cn.id = mc.company_id AND it.id = mi.info_type_id AND n.id = ci.person_id AND rt.id = ci.role_id
  AND n.id = an.person_id AND ci.person_id = an.person_id AND chn.id = ci.person_role_id;
-- 20
SELECT MIN(t.title) AS complete_hero_movie
FROM complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2, char_name AS chn,
  cast_info AS ci, keyword AS k, kind_type AS kt, movie_keyword AS mk, name AS n, title AS t
WHERE cct1.kind = 'cast' AND cct2.kind LIKE '%complete%' AND chn.name NOT LIKE '%Clerk%'
  AND (chn.name LIKE '%Tony%' OR chn.name LIKE '%Queen%') AND k.keyword IN ('superhero', 'sequel')
  AND kt.kind = 'movie' AND t.production_year > 1950 AND kt.id = t.kind_id AND t.id = mk.movie_id
  AND t.id = ci.movie_id AND t.id = cc.movie_id AND mk.movie_id = ci.movie_id
  AND mk.movie_id = cc.movie_id AND ci.movie_id = cc.movie_id AND chn.id = ci.person_role_id
  AND n.id = ci.person_id AND k.id = mk.keyword_id AND cct1.id = cc.subject_id
  AND cct2.id = cc.status_id;
-- 21
SELECT MIN(cn.name) AS company_name, MIN(lt.link) AS link_type, MIN(t.title) AS western_follow_up
FROM company_name AS cn, company_type AS ct, keyword AS k, link_type AS lt, movie_companies AS mc,
  movie_info AS mi, movie_keyword AS mk, movie_link AS ml, title AS t
WHERE cn.country_code <> '[pl]' AND (cn.name LIKE '%Film%' OR cn.name LIKE '%Metro%')
  AND ct.kind = 'production companies' AND k.keyword = 'sequel' AND lt.link LIKE '%follow%'
  AND mc.note IS NULL AND mi.info IN ('Sweden', 'Germany', 'USA') AND t.production_year BETWEEN 1950 AND 2015
  AND lt.id = ml.link_type_id AND ml.movie_id = t.id AND t.id = mk.movie_id AND mk.keyword_id = k.id
  AND t.id = mc.movie_id AND mc.company_type_id = ct.id AND mc.company_id = cn.id AND mi.movie_id = t.id
  AND ml.movie_id = mk.movie_id AND ml.movie_id = mc.movie_id AND mk.movie_id = mc.movie_id
  AND ml.movie_id = mi.movie_id AND mk.movie_id = mi.movie_id AND mc.movie_id = mi.movie_id;
-- 22
SELECT MIN(cn.name) AS movie_company, MIN(mi_idx.info) AS rating, MIN(t.title) AS violent_movie
FROM company_name AS cn, company_type AS ct, info_type AS it1, info_type AS it2, keyword AS k,
  kind_type AS kt, movie_companies AS mc, movie_info AS mi, movie_info_idx AS mi_idx,
  movie_keyword AS mk, title AS t
WHERE cn.country_code <> '[us]' AND it1.info = 'countries' AND it2.info = 'rating'
  AND k.keyword IN ('murder', 'violence') AND kt.kind IN ('movie', 'episode')
  AND mc.note NOT LIKE '%(XX)%' AND mc.note LIKE '%(20%)%' AND mi.info IN ('Germany', 'USA', 'Sweden')
  AND mi_idx.info < '8.9' AND t.production_year > 1991 AND kt.id = t.kind_id AND t.id = mi.movie_id
  AND t.id = mk.movie_id AND t.id = mi_idx.movie_id AND t.id = mc.movie_id AND mk.movie_id = mi.movie_id
  AND mk.movie_id = mi_idx.movie_id AND mk.movie_id = mc.movie_id AND k.id = mk.keyword_id
  AND it1.id = mi.info_type_id AND it2.id = mi_idx.info_type_id AND ct.id = mc.company_type_id
  AND cn.id = mc.company_id;
-- 23
SELECT MIN(kt.kind) AS movie_kind, MIN(t.title) AS complete_internet_movie
FROM complete_cast AS cc, comp_cast_type AS cct1, company_name AS cn, company_type AS ct,
  info_type AS it1, keyword AS k, kind_type AS kt, movie_companies AS mc, movie_info AS mi,
  movie_keyword AS mk, title AS t
WHERE cct1.kind = 'complete+verified' AND cn.country_code = '[us]' AND it1.info = 'release dates'
  AND kt.kind IN ('movie', 'episode') AND mi.note LIKE '%internet%' AND mi.info IS NOT NULL
  AND t.production_year > 1990 AND kt.id = t.kind_id AND t.id = mi.movie_id AND t.id = mk.movie_id
  AND t.id = mc.movie_id AND t.id = cc.movie_id AND k.id = mk.keyword_id AND it1.id = mi.info_type_id
  AND cn.id = mc.company_id AND ct.id = mc.company_type_id AND cct1.id = cc.status_id;
-- 24
SELECT MIN(chn.name) AS voiced_char_name, MIN(n.name) AS voicing_actress, MIN(t.title) AS voiced_movie
FROM aka_name AS an, char_name AS chn, cast_info AS ci, company_name AS cn, info_type AS it,
  keyword AS k, movie_companies AS mc, movie_info AS mi, movie_keyword AS mk, name AS n,
  role_type AS rt, title AS t
WHERE ci.note IN ('(voice)', '(voice: English version)') AND cn.country_code = '[us]'
  AND it.info = 'release dates' AND k.keyword IN ('superhero', 'sequel', 'murder') AND n.gender = 'f'
  AND rt.role = 'actress' AND t.id = mi.movie_id AND t.id = mc.movie_id AND t.id = ci.movie_id
  AND t.id = mk.movie_id AND cn.id = mc.company_id AND it.id = mi.info_type_id AND n.id = ci.person_id
  AND rt.id = ci.role_id AND n.id = an.person_id AND chn.id = ci.person_role_id AND k.id = mk.keyword_id;
-- 25
SELECT MIN(mi.info) AS movie_genre, MIN(mi_idx.info) AS movie_votes, MIN(n.name) AS male_writer,
  MIN(t.title) AS violent_movie_title
FROM cast_info AS ci, info_type AS it1, info_type AS it2, keyword AS k, movie_info AS mi,
  movie_info_idx AS mi_idx, movie_keyword AS mk, name AS n, title AS t
WHERE ci.note IN ('(writer)', '(head writer)') AND it1.info = 'genres' AND it2.info = 'votes'
  AND k.keyword IN ('murder', 'violence') AND mi.info = 'Horror' AND n.gender = 'm' AND t.id = mi.movie_id
  AND t.id = mi_idx.movie_id AND t.id = ci.movie_id AND t.id = mk.movie_id AND ci.movie_id = mi.movie_id
  AND n.id = ci.person_id AND it1.id = mi.info_type_id AND it2.id = mi_idx.info_type_id
  AND k.id = mk.keyword_id;
-- 26
SELECT MIN(chn.name) AS character_name, MIN(mi_idx.info) AS rating, MIN(t.title) AS complete_hero_movie
FROM complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2, char_name AS chn,
  cast_info AS ci, info_type AS it2, keyword AS k, kind_type AS kt, movie_info_idx AS mi_idx,
  movie_keyword AS mk, name AS n, title AS t
WHERE cct1.kind = 'cast' AND cct2.kind LIKE '%complete%' AND chn.name IS NOT NULL
  AND (chn.name LIKE '%man%' OR chn.name LIKE '%Man%') AND it2.info = 'rating'
  AND k.keyword IN ('superhero', 'violence') AND kt.kind = 'movie' AND mi_idx.info > '3.0'
  AND kt.id = t.kind_id AND t.id = mk.movie_id AND t.id = ci.movie_id AND t.id = cc.movie_id
  AND t.id = mi_idx.movie_id AND chn.id = ci.person_role_id AND n.id = ci.person_id
  AND k.id = mk.keyword_id AND cct1.id = cc.subject_id AND cct2.id = cc.status_id
  AND it2.id = mi_idx.info_type_id;
-- 27
SELECT MIN(cn.name) AS producing_company, MIN(lt.link) AS link_type, MIN(t.title) AS complete_sequel
FROM complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2, company_name AS cn,
  company_type AS ct, keyword AS k, link_type AS lt, movie_companies AS mc, movie_info AS mi,
  movie_keyword AS mk, movie_link AS ml, title AS t
WHERE cct1.kind IN ('cast', 'crew') AND cct2.kind = 'complete' AND cn.country_code <> '[pl]'
  AND (cn.name LIKE '%Film%' OR cn.name LIKE '%Warner%') AND ct.kind = 'production companies'
  AND k.keyword = 'sequel' AND lt.link LIKE '%follow%' AND mc.note IS NULL
  AND lt.id = ml.link_type_id AND ml.movie_id = t.id AND t.id = mk.movie_id AND mk.keyword_id = k.id
  AND t.id = mc.movie_id AND mc.company_type_id = ct.id AND mc.company_id = cn.id AND mi.movie_id = t.id
  AND t.id = cc.movie_id AND cct1.id = cc.subject_id AND cct2.id = cc.status_id;
-- 28
SELECT MIN(cn.name) AS movie_company, MIN(mi_idx.info) AS rating, MIN(t.title) AS complete_euro_dark_movie
FROM complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2, company_name AS cn,
  company_type AS ct, info_type AS it1, info_type AS it2, keyword AS k, kind_type AS kt,
  movie_companies AS mc, movie_info AS mi, movie_info_idx AS mi_idx, movie_keyword AS mk, title AS t
WHERE cct1.kind = 'crew' AND cct2.kind <> 'complete+verified' AND cn.country_code <> '[us]'
  AND it1.info = 'countries' AND it2.info = 'rating' AND k.keyword IN ('murder', 'violence', 'blood')
  AND kt.kind IN ('movie', 'episode') AND mi.info IN ('Sweden', 'Germany') AND mi_idx.info < '8.9'
  AND kt.id = t.kind_id AND t.id = mi.movie_id AND t.id = mk.movie_id AND t.id = mi_idx.movie_id
  AND t.id = mc.movie_id AND t.id = cc.movie_id AND k.id = mk.keyword_id AND it1.id = mi.info_type_id
  AND it2.id = mi_idx.info_type_id AND ct.id = mc.company_type_id AND cn.id = mc.company_id
  AND cct1.id = cc.subject_id AND cct2.id = cc.status_id;
-- 29
SELECT MIN(chn.name) AS voiced_char, MIN(n.name) AS voicing_actress, MIN(t.title) AS voiced_animation
FROM aka_name AS an, complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2,
  char_name AS chn, cast_info AS ci, company_name AS cn, info_type AS it, info_type AS it3, keyword AS k,
  movie_companies AS mc, movie_info AS mi, movie_keyword AS mk, name AS n, person_info AS pi,
  role_type AS rt, title AS t
WHERE cct1.kind = 'cast' AND cct2.kind LIKE 'complete%' AND chn.name LIKE 'Q%'
  AND ci.note IN ('(voice)', '(writer)') AND cn.country_code IN ('[us]', '[de]')
  AND it.info = 'release dates' AND it3.info = 'mini biography' AND k.keyword <> 'murder'
  AND n.gender = 'f' AND rt.role IN ('actress', 'actor') AND t.title LIKE '%a%' AND t.id = mi.movie_id
  AND t.id = mc.movie_id AND t.id = ci.movie_id AND t.id = mk.movie_id AND t.id = cc.movie_id
  AND cn.id = mc.company_id AND it.id = mi.info_type_id AND n.id = ci.person_id AND rt.id = ci.role_id
  AND n.id = an.person_id AND chn.id = ci.person_role_id AND n.id = pi.person_id
  AND it3.id = pi.info_type_id AND k.id = mk.keyword_id AND cct1.id = cc.subject_id
  AND cct2.id = cc.status_id;
-- 30
SELECT MIN(mi.info) AS movie_budget, MIN(mi_idx.info) AS movie_votes, MIN(n.name) AS writer,
  MIN(t.title) AS complete_violent_movie
FROM complete_cast AS cc, comp_cast_type AS cct1, comp_cast_type AS cct2, cast_info AS ci,
  info_type AS it1, info_type AS it2, keyword AS k, movie_info AS mi, movie_info_idx AS mi_idx,
  movie_keyword AS mk, name AS n, title AS t
WHERE cct1.kind IN ('cast', 'crew') AND cct2.kind = 'complete+verified' AND ci.note IN ('(writer)', '(producer)')
  AND it1.info = 'genres' AND it2.info = 'votes' AND k.keyword IN ('murder', 'violence')
  AND mi.info IN ('Horror', 'Drama') AND n.gender = 'm' AND t.id = mi.movie_id AND t.id = mi_idx.movie_id
  AND t.id = ci.movie_id AND t.id = mk.movie_id AND t.id = cc.movie_id AND n.id = ci.person_id
  AND it1.id = mi.info_type_id AND it2.id = mi_idx.info_type_id AND k.id = mk.keyword_id
  AND cct1.id = cc.subject_id AND cct2.id = cc.status_id;
-- 31
SELECT MIN(mi.info) AS movie_budget, MIN(mi_idx.info) AS movie_votes, MIN(n.name) AS writer,
  MIN(t.title) AS violent_liongate_movie
FROM cast_info AS ci, company_name AS cn, info_type AS it1, info_type AS it2, keyword AS k,
  movie_companies AS mc, movie_info AS mi, movie_info_idx AS mi_idx, movie_keyword AS mk, name AS n,
  title AS t
WHERE ci.note IN ('(writer)', '(producer)') AND cn.name LIKE 'Lionsgate%' AND it1.info = 'genres'
  AND it2.info = 'votes' AND k.keyword IN ('murder', 'violence') AND mi.info IN ('Horror', 'Action')
  AND n.gender = 'm' AND t.id = mi.movie_id AND t.id = mi_idx.movie_id AND t.id = ci.movie_id
  AND t.id = mk.movie_id AND t.id = mc.movie_id AND n.id = ci.person_id AND it1.id = mi.info_type_id
  AND it2.id = mi_idx.info_type_id AND k.id = mk.keyword_id AND cn.id = mc.company_id;
-- 32
SELECT MIN(lt.link) AS link_type, MIN(t1.title) AS first_movie, MIN(t2.title) AS second_movie
FROM keyword AS k, link_type AS lt, movie_keyword AS mk, movie_link AS ml, title AS t1, title AS t2
WHERE k.keyword = 'character-name-in-title' AND mk.keyword_id = k.id AND t1.id = mk.movie_id
  AND ml.movie_id = t1.id AND ml.linked_movie_id = t2.id AND lt.id = ml.link_type_id
  AND mk.movie_id = t1.id;
-- 33
SELECT MIN(cn1.name) AS first_company, MIN(cn2.name) AS second_company, MIN(mi_idx1.info) AS first_rating,
  MIN(mi_idx2.info) AS second_rating, MIN(t1.title) AS first_movie, MIN(t2.title) AS second_movie
FROM company_name AS cn1, company_name AS cn2, info_type AS it1, info_type AS it2, kind_type AS kt1,
  kind_type AS kt2, link_type AS lt, movie_companies AS mc1, movie_companies AS mc2,
  movie_info_idx AS mi_idx1, movie_info_idx AS mi_idx2, movie_link AS ml, title AS t1, title AS t2
WHERE cn1.country_code = '[us]' AND it1.info = 'rating' AND it2.info = 'rating'
  AND kt1.kind IN ('tv series', 'episode') AND kt2.kind IN ('tv series', 'movie')
  AND lt.link IN ('sequel', 'follows', 'followed by') AND mi_idx2.info < '8.5'
  AND t2.production_year BETWEEN 1992 AND 2014 AND lt.id = ml.link_type_id AND t1.id = ml.movie_id
  AND t2.id = ml.linked_movie_id AND it1.id = mi_idx1.info_type_id AND t1.id = mi_idx1.movie_id
  AND kt1.id = t1.kind_id AND cn1.id = mc1.company_id AND t1.id = mc1.movie_id
  AND ml.movie_id = mi_idx1.movie_id AND ml.movie_id = mc1.movie_id
  AND mi_idx1.movie_id = mc1.movie_id AND it2.id = mi_idx2.info_type_id AND t2.id = mi_idx2.movie_id
  AND kt2.id = t2.kind_id AND cn2.id = mc2.company_id AND t2.id = mc2.movie_id
  AND ml.linked_movie_id = mi_idx2.movie_id AND ml.linked_movie_id = mc2.movie_id
  AND mi_idx2.movie_id = mc2.movie_id;
