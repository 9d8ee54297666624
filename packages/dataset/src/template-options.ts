import { IbertError } from '@ibert/core';
import { parseType } from '@ibert/ir';
import type { TemplateOptions } from '@ibert/templates';

/** How templates are checked when their data types must be those of Ibis. */
export const TEMPLATE_OPTIONS: TemplateOptions = {
  checkDtype(dtype) {
    try {
      parseType(dtype);
      return undefined;
    } catch (error) {
      if (error instanceof IbertError) return error.message;
      throw error;
    }
  },
};
