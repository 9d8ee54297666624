/** Sentences by which a licence is told from its text; all of them stand in it. */
interface Mark {
  readonly id: string;
  /** In lower case with single spaces. */
  readonly sentences: readonly string[];
  /** None of these stands in it. */
  readonly without?: readonly string[];
  /** Whether the first sentence stands at the text's beginning: other licences speak of this one. */
  readonly title?: boolean;
}

const BSD = 'redistribution and use in source and binary forms, with or without modification';
const MIT = 'permission is hereby granted, free of charge, to any person obtaining a copy';
const ISC =
  'permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted';

/** The first that fits is taken: what restricts another licence stands before that one. */
const MARKS: readonly Mark[] = [
  { id: 'LicenseRef-Commons-Clause', sentences: ['commons clause', 'right to sell'] },
  { id: 'LicenseRef-PolyForm', sentences: ['polyform', 'licensor'] },
  { id: 'BUSL-1.1', sentences: ['business source license 1.1'] },
  { id: 'Elastic-2.0', sentences: ['elastic license 2.0'] },
  { id: 'SSPL-1.0', sentences: ['server side public license'] },
  { id: 'AGPL-3.0', sentences: ['gnu affero general public license', 'version 3'], title: true },
  { id: 'LGPL-2.1', sentences: ['gnu lesser general public license', 'version 2.1'], title: true },
  { id: 'LGPL-3.0', sentences: ['gnu lesser general public license', 'version 3'], title: true },
  { id: 'GPL-2.0', sentences: ['gnu general public license', 'version 2, june 1991'], title: true },
  { id: 'GPL-3.0', sentences: ['gnu general public license', 'version 3'], title: true },
  { id: 'MPL-2.0', sentences: ['mozilla public license version 2.0'] },
  { id: 'MPL-2.0', sentences: ['mozilla public license, v. 2.0'] },
  { id: 'EPL-2.0', sentences: ['eclipse public license - v 2.0'] },
  { id: 'EPL-1.0', sentences: ['eclipse public license - v 1.0'] },
  { id: 'EUPL-1.2', sentences: ['european union public licence v. 1.2'] },
  { id: 'CC-BY-NC-SA-4.0', sentences: ['attribution-noncommercial-sharealike 4.0 international'] },
  {
    id: 'CC-BY-NC-ND-4.0',
    sentences: ['attribution-noncommercial-noderivatives 4.0 international'],
  },
  { id: 'CC-BY-NC-4.0', sentences: ['attribution-noncommercial 4.0 international'] },
  { id: 'CC-BY-ND-4.0', sentences: ['attribution-noderivatives 4.0 international'] },
  { id: 'CC-BY-SA-4.0', sentences: ['attribution-sharealike 4.0 international'] },
  { id: 'CC-BY-SA-3.0', sentences: ['attribution-sharealike 3.0 unported'] },
  { id: 'CC-BY-4.0', sentences: ['attribution 4.0 international'] },
  { id: 'CC-BY-3.0', sentences: ['attribution 3.0 unported'] },
  { id: 'CC0-1.0', sentences: ['cc0 1.0 universal'] },
  { id: 'Apache-2.0', sentences: ['apache license version 2.0, january 2004'] },
  { id: 'Apache-2.0', sentences: ['licensed under the apache license, version 2.0'] },
  { id: 'BSD-4-Clause', sentences: [BSD, 'all advertising materials'] },
  { id: 'BSD-3-Clause', sentences: [BSD, 'endorse or promote products'] },
  { id: 'BSD-2-Clause', sentences: [BSD, 'reproduce the above copyright notice'] },
  { id: 'MIT', sentences: [MIT, 'this permission notice shall be included'] },
  {
    id: 'MIT-0',
    sentences: [MIT, 'to permit persons to whom the software is furnished to do so.'],
  },
  { id: 'ISC', sentences: [ISC, 'provided that the above copyright notice'] },
  { id: '0BSD', sentences: [ISC] },
  {
    id: 'ISC',
    sentences: [
      'permission to use, copy, modify, and distribute this software for any purpose with',
    ],
    without: ['the university of california', 'postgresql'],
  },
  {
    id: 'PostgreSQL',
    sentences: [
      'permission to use, copy, modify, and distribute this software',
      'without a written agreement',
    ],
  },
  {
    id: 'Unlicense',
    sentences: ['this is free and unencumbered software released into the public domain'],
  },
  { id: 'BSL-1.0', sentences: ['boost software license - version 1.0'] },
  {
    id: 'Zlib',
    sentences: [
      "this software is provided 'as-is', without any express or implied warranty",
      'altered source versions',
    ],
  },
  { id: 'PSF-2.0', sentences: ['python software foundation license version 2'] },
  { id: 'UPL-1.0', sentences: ['universal permissive license', 'version 1.0'] },
  { id: 'BlueOak-1.0.0', sentences: ['blue oak model license'] },
  { id: 'WTFPL', sentences: ['do what the fuck you want to public license'] },
  { id: 'LicenseRef-Proprietary', sentences: ['all rights reserved', 'proprietary'] },
  { id: 'LicenseRef-Proprietary', sentences: ['all rights reserved', 'confidential'] },
  { id: 'LicenseRef-Proprietary', sentences: ['all rights reserved', 'may not be copied'] },
  { id: 'LicenseRef-Proprietary', sentences: ['all rights reserved', 'no part of this'] },
  {
    id: 'LicenseRef-Proprietary',
    sentences: ['all rights reserved', 'without prior written permission'],
  },
];

/** How far into a text its title may stand. */
const TITLE = 400;

/** The SPDX identifier of the licence whose text this is, or whose notice; undefined for others. */
export function licenceOfText(text: string): string | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[*#>=_`"“”]+/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ');
  const start = plain.slice(0, TITLE);
  const fits = ({ sentences, without = [], title = false }: Mark): boolean =>
    sentences.every((sentence) => (title ? start : plain).includes(sentence)) &&
    !without.some((sentence) => plain.includes(sentence));
  return MARKS.find(fits)?.id;
}
