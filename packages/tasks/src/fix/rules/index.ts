import type { Rule } from '../candidate.js';
import {
  accessors,
  appliedFunctions,
  calledObjects,
  distinctColumns,
  indexers,
  uncalledMethods,
  uselessSteps,
} from './accessors.js';
import {
  argumentShapes,
  keywordArguments,
  missingArguments,
  tooManyArguments,
} from './arguments.js';
import { attributeNames, wrongTable } from './attributes.js';
import { brackets, callBrackets } from './brackets.js';
import { columnTexts, expressionTexts, functionTexts } from './columns.js';
import { joinArguments, joinKeys, staleReferences, unionNames } from './joins.js';
import { layout } from './layout.js';
import { caseChains, libraryFunctions } from './library-functions.js';
import { conditionsJoined, formattedColumns, pythonChoices, pythonTests } from './logic.js';
import { importedModules, undefinedNames } from './names.js';
import { groupedColumns, otherLibraries } from './other-libraries.js';
import { quotes } from './quotes.js';
import {
  argumentOrder,
  keywordNames,
  numbersAndSemicolons,
  separators,
  thousands,
} from './separators.js';
import {
  assignmentForEquality,
  equalityForKeyword,
  foreignNotation,
  foreignSigns,
  lambdaNotation,
  powerSign,
  splitSigns,
  sqlConcatenation,
  ternary,
} from './signs.js';
import { sqlPhrases } from './sql-phrases.js';
import { groupSteps, selectedAway, windowSteps } from './steps.js';
import { assignedColumns, functionsOfTables, methodsOfColumns } from './table-steps.js';
import { literalTypes, missingCasts, typeNames } from './types.js';

/** Rules by family; each looks for its own shapes, so that their order decides only ties. */
export const RULES: readonly Rule[] = [
  foreignSigns,
  splitSigns,
  powerSign,
  assignmentForEquality,
  equalityForKeyword,
  foreignNotation,
  lambdaNotation,
  ternary,
  sqlConcatenation,
  conditionsJoined,
  pythonTests,
  pythonChoices,
  formattedColumns,
  sqlPhrases,
  brackets,
  callBrackets,
  quotes,
  separators,
  thousands,
  numbersAndSemicolons,
  keywordNames,
  argumentOrder,
  layout,
  attributeNames,
  wrongTable,
  columnTexts,
  expressionTexts,
  functionTexts,
  undefinedNames,
  importedModules,
  accessors,
  uncalledMethods,
  calledObjects,
  distinctColumns,
  uselessSteps,
  indexers,
  appliedFunctions,
  otherLibraries,
  groupedColumns,
  libraryFunctions,
  caseChains,
  literalTypes,
  missingCasts,
  typeNames,
  keywordArguments,
  tooManyArguments,
  missingArguments,
  argumentShapes,
  joinArguments,
  joinKeys,
  staleReferences,
  unionNames,
  groupSteps,
  windowSteps,
  selectedAway,
  methodsOfColumns,
  functionsOfTables,
  assignedColumns,
];
