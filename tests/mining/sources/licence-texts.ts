/** The sentences of usual licences that they are told by, in the words and lines of their texts. */
export const MIT_TEXT = `MIT License

Copyright (c) 2020 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this
software, to deal in it without restriction.

The above copyright notice and this permission notice shall be included in all copies.
`;

export const LICENCE_TEXTS: readonly (readonly [string | undefined, string])[] = [
  ['MIT', MIT_TEXT],
  [
    'MIT-0',
    MIT_TEXT.replace(
      /The above[^]*/,
      'to permit persons to whom the Software is\nfurnished to do so.',
    ),
  ],
  [
    'Apache-2.0',
    '        Apache License\n   Version 2.0, January 2004\n\n of the MIT License no word',
  ],
  ['Apache-2.0', 'Licensed under the Apache License, Version 2.0 (the "License");\n'],
  [
    'BSD-3-Clause',
    'Redistribution and use in source and binary forms, with or without\nmodification, are permitted. Neither the name\n may be used to endorse or promote products.',
  ],
  [
    'BSD-2-Clause',
    'Redistribution and use in source and binary forms, with or without\nmodification, are permitted. Must\nreproduce the above copyright notice.',
  ],
  [
    'ISC',
    'Permission to use, copy, modify, and/or distribute this software for any\npurpose with or without fee is hereby granted, provided that the above\ncopyright notice appears.',
  ],
  ['MPL-2.0', 'Mozilla Public License Version 2.0\n====\n'],
  [
    'GPL-3.0',
    `GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007\n${'word '.repeat(200)}GNU Affero General Public License`,
  ],
  ['GPL-2.0', 'GNU GENERAL PUBLIC LICENSE\n   Version 2, June 1991'],
  [
    'LGPL-3.0',
    'GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007\n the GNU General Public License',
  ],
  ['AGPL-3.0', 'GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007'],
  ['Unlicense', 'This is free and unencumbered software released into the public domain.'],
  ['CC0-1.0', 'Creative Commons\nCC0 1.0 Universal'],
  ['CC-BY-4.0', 'Attribution 4.0 International'],
  ['CC-BY-NC-4.0', 'Attribution-NonCommercial 4.0 International'],
  [
    'LicenseRef-Commons-Clause',
    'Commons Clause: no right to Sell.\nApache License Version 2.0, January 2004',
  ],
  ['LicenseRef-Proprietary', 'Copyright X. All rights reserved. Proprietary and confidential.'],
  [undefined, 'Be nice.'],
];
