import type { Tables } from '../finding.js';
import { TPC_DS } from './tpc-ds-schemas.js';
import { TPC_H } from './tpc-h-schemas.js';

/**
 * Columns and types of the data sets that come with Ibis as `ibis.examples`, as far as documents use
 * them: `column type` in the order of the file.
 *
 * Source: the published files; their types are those that Ibis shows when it prints them.
 */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Batting: [
    'playerID string, yearID int64, stint int64, teamID string, lgID string',
    'G int64, AB int64, R int64, H int64, X2B int64, X3B int64, HR int64, RBI int64, SB int64, CS int64',
    'BB int64, SO int64, IBB int64, HBP int64, SH int64, SF int64, GIDP int64',
  ],
  band_instruments: ['name string, plays string'],
  band_members: ['name string, band string'],
  billboard: ['artist string, track string, date_entered date', numbered('wk', 1, 76, 'int64')],
  diamonds: [
    'carat float64, cut string, color string, clarity string, depth float64, table float64',
    'price int64, x float64, y float64, z float64',
  ],
  fish_encounters: ['fish int64, station string, seen int64'],
  imdb_name_basics: [
    'nconst string, primaryName string, birthYear int64, deathYear int64',
    'primaryProfession string, knownForTitles string',
  ],
  imdb_title_akas: [
    'titleId string, ordering int64, title string, region string, language string',
    'types string, attributes string, isOriginalTitle int64',
  ],
  imdb_title_basics: [
    'tconst string, titleType string, primaryTitle string, originalTitle string, isAdult int64',
    'startYear int64, endYear int64, runtimeMinutes int64, genres string',
  ],
  imdb_title_crew: ['tconst string, directors string, writers string'],
  imdb_title_episode: [
    'tconst string, parentTconst string, seasonNumber int64, episodeNumber int64',
  ],
  imdb_title_principals: [
    'tconst string, ordering int64, nconst string, category string, job string, characters string',
  ],
  imdb_title_ratings: ['tconst string, averageRating float64, numVotes int64'],
  ml_latest_small_links: ['movieId int64, imdbId int64, tmdbId int64'],
  ml_latest_small_movies: ['movieId int64, title string, genres string'],
  ml_latest_small_ratings: ['userId int64, movieId int64, rating float64, timestamp int64'],
  ml_latest_small_tags: ['userId int64, movieId int64, tag string, timestamp int64'],
  penguins: [
    'species string, island string, bill_length_mm float64, bill_depth_mm float64',
    'flipper_length_mm int64, body_mass_g int64, sex string, year int64',
  ],
  penguins_raw_raw: [
    'studyName string, Sample Number int64, Species string, Region string, Island string, Stage string',
    'Individual ID string, Clutch Completion string, Date Egg date, Culmen Length (mm) float64',
    'Culmen Depth (mm) float64, Flipper Length (mm) int64, Body Mass (g) int64, Sex string',
    'Delta 15 N (o/oo) float64, Delta 13 C (o/oo) float64, Comments string',
  ],
  population: ['country string, year int64, population int64'],
  presidential: ['name string, start date, end date, party string'],
  relig_income_raw: [
    'religion string, <$10k int64, $10-20k int64, $20-30k int64, $30-40k int64, $40-50k int64',
    "$50-75k int64, $75-100k int64, $100-150k int64, >150k int64, Don't know/refused int64",
  ],
  starwars: [
    'name string, height int64, mass float64, hair_color string, skin_color string, eye_color string',
    'birth_year float64, sex string, gender string, homeworld string, species string, films string',
    'vehicles string, starships string',
  ],
  us_rent_income: ['geoid string, name string, variable string, estimate int64, moe int64'],
  warpbreaks: ['breaks int64, wool string, tension string'],
  who: ['country string, iso2 string, iso3 string, year int64', whoCounts()],
  world_bank_pop_raw: ['country string, indicator string', numbered('', 2000, 2017, 'float64')],
  wowah_data_raw: [
    'char int64, level int64, race string, charclass string, zone string, guild int64',
    'timestamp timestamp',
  ],
};

/** The schemas by the data set's name. */
const EXAMPLE_SCHEMAS: Tables = schemasOf(COLUMNS);

/** The schema of a data set; undefined for one that is not listed. */
export const exampleSchema = (name: string): Tables[string] | undefined =>
  Object.hasOwn(EXAMPLE_SCHEMAS, name) ? EXAMPLE_SCHEMAS[name] : undefined;

const SUITES = { h: schemasOf(TPC_H), ds: schemasOf(TPC_DS) };

/** The tables of the TPC suite that a file is about, as its path tells. */
export function suiteTables(path: string): Tables {
  const [, named] = /tpc[-_]?(ds|h)(?![a-z])/i.exec(path) ?? [];
  const inside = /(?:^|\/)tpc\/(?:.*\/)?(ds|h)\//i.exec(path)?.[1];
  const suite = (named ?? inside)?.toLowerCase();
  return suite === 'ds' || suite === 'h' ? SUITES[suite] : {};
}

/** Lists of `column type` as schemas. */
function schemasOf(lists: Readonly<Record<string, readonly string[]>>): Tables {
  const entries = Object.entries(lists).map(([name, lines]) => {
    // Commas without a space stand inside of types.
    const columns = lines.flatMap((line) => line.split(', '));
    const pairs = columns.map((column) => {
      const at = column.lastIndexOf(' ');
      return [column.slice(0, at), column.slice(at + 1).replace(',', ', ')] as const;
    });
    return [name, Object.fromEntries(pairs)] as const;
  });
  return Object.fromEntries(entries);
}

function numbered(prefix: string, from: number, to: number, type: string): string {
  return Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${from + i} ${type}`).join(', ');
}

/** Cases of tuberculosis by how they were found, sex and age. */
function whoCounts(): string {
  const ages = ['014', '1524', '2534', '3544', '4554', '5564', '65'];
  return ['new_sp_', 'new_sn_', 'new_ep_', 'newrel_']
    .flatMap((how) => ['m', 'f'].flatMap((sex) => ages.map((age) => `${how}${sex}${age} int64`)))
    .join(', ');
}
