/** The tiny model of this repository. */
export const TINY_MODEL = 'tests/fixtures/tiny-qwen2';

/** The model that tools/make-models.sh makes. */
export const SMOLLM2 = '.cache/models/smollm2-135m';
