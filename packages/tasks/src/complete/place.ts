import type { DataType } from '@ibert/ir';

import type { Frame } from './frames.js';
import { kindAt, receiverOf, type Binding, type Scene } from './scene.js';
import type { Kind } from './probe.js';
import { memberOf, type ApiMember } from './signatures.js';

/** Which argument the code ends in. */
interface Place {
  /**
   * Function and argument: `filter/*` for any number of them, `agg/**` for named columns, `round/0`
   * by position, `window/order_by` by keyword; `statement` outside all calls, `[` for an index.
   */
  readonly key: string;
  /** The parameter's name, where the argument has one of its own. */
  readonly parameter: string | undefined;
  /** The type of the value whose method it is. */
  readonly receiverType: DataType | undefined;
  /** Brackets between the argument and the end of the code. */
  readonly inside: readonly Frame['kind'][];
  /** The number of the frame that the argument belongs to. */
  readonly frame: number;
}

/** The argument that the code ends in, through lists and groups. */
export function placeOf(scene: Scene, binding: Binding): Place {
  const inside: Frame['kind'][] = [];
  for (let i = scene.frames.length - 1; i > 0; i -= 1) {
    const frame = scene.frames[i];
    if (frame === undefined) break;
    if (frame.kind === 'call' || frame.kind === 'index') {
      return { ...argumentOf(scene, binding, frame), inside, frame: i };
    }
    inside.unshift(frame.kind);
  }
  return { key: 'statement', parameter: undefined, receiverType: undefined, inside, frame: 0 };
}

/** What the receiver of a call is: a module's name, or the kind of the expression. */
export function receiverKind(
  scene: Scene,
  binding: Binding,
  frame: Frame,
): Kind | string | undefined {
  const receiver = receiverOf(scene, frame);
  if (receiver === undefined) return undefined;
  return receiver === 'ibis' || receiver === 's' ? receiver : kindAt(scene, binding, receiver);
}

function argumentOf(
  scene: Scene,
  binding: Binding,
  frame: Frame,
): Pick<Place, 'key' | 'parameter' | 'receiverType'> {
  const receiver = receiverKind(scene, binding, frame);
  const receiverType =
    typeof receiver === 'object' && receiver.kind === 'value' ? receiver.type : undefined;
  if (frame.kind === 'index') return { key: '[', parameter: undefined, receiverType };
  const name = frame.callee?.name ?? '';
  const member = memberOf(scene.api, name, receiver);
  const { keyword, position } = frame.slot;
  return { ...keyOf(name, member, keyword ?? position), receiverType };
}

/** The key of an argument given by position or by keyword. */
export function keyOf(
  name: string,
  member: ApiMember | undefined,
  argument: string | number,
): Pick<Place, 'key' | 'parameter'> {
  const parameters = member?.parameters ?? [];
  if (typeof argument === 'string') {
    const known = parameters.some(
      (each) => each.name === argument && (each.kind === 'positional' || each.kind === 'keyword'),
    );
    if (!known) return { key: `${name}/**`, parameter: undefined };
    return { key: `${name}/${argument}`, parameter: argument };
  }
  const positional = parameters.filter(({ kind }) => kind === 'positional');
  const rest = parameters.find(({ kind }) => kind === 'rest');
  const parameter = (positional[argument] ?? rest)?.name;
  return { key: `${name}/${rest === undefined ? argument : '*'}`, parameter };
}
