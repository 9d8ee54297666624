import type { Identifier, ImportAlias, Statement } from './ast.js';
import type { Scope } from './cursor.js';
import { AssignmentParser } from './parse-assignment.js';
import { present } from './present.js';
import { expressionName, invalidTarget } from './targets.js';
import { TokenType, type Token } from './tokens.js';

/** Reads statements of one line. */
export class SimpleStatementParser extends AssignmentParser {
  /** Loops around the current statement, inside its function. */
  protected loops = 0;

  protected simple(): Statement {
    const { token } = this;
    if (token.type === TokenType.Keyword) {
      const statement = this.keywordStatement(token);
      if (statement !== undefined) return statement;
    }
    return this.expressionStatement();
  }

  private keywordStatement(token: Token): Statement | undefined {
    const { start, end } = token;
    switch (token.text) {
      case 'pass':
        this.advance();
        return { kind: 'Pass', start, end };
      case 'break':
        this.advance();
        if (this.loops === 0) this.later('compile', "'break' outside loop", token);
        return { kind: 'Break', start, end };
      case 'continue':
        this.advance();
        if (this.loops === 0) this.later('compile', "'continue' not properly in loop", token);
        return { kind: 'Continue', start, end };
      case 'return':
        return this.returnStatement();
      case 'raise':
        return this.raiseStatement();
      case 'assert':
        return this.assertStatement();
      case 'del':
        return this.deleteStatement();
      case 'import':
        return this.importStatement();
      case 'from':
        return this.importFromStatement();
      case 'global':
      case 'nonlocal':
        return this.scopeDeclaration();
      case 'yield':
        throw this.strayYield();
      default:
        return undefined;
    }
  }

  private endsStatement(): boolean {
    return this.is(TokenType.Newline) || this.at(';');
  }

  private returnStatement(): Statement {
    const token = this.advance();
    const value = this.endsStatement() ? undefined : this.starredValue();
    if (!this.scope.function) {
      this.later('compile', "'return' outside function", { ...token, end: this.previous().end });
    }
    return { kind: 'Return', value, start: token.start, end: this.previous().end };
  }

  private raiseStatement(): Statement {
    const { start } = this.advance();
    const exception = this.endsStatement() ? undefined : this.expression();
    const cause = exception !== undefined && this.take('from') ? this.expression() : undefined;
    return { kind: 'Raise', exception, cause, start, end: this.previous().end };
  }

  private assertStatement(): Statement {
    const { start } = this.advance();
    const test = this.expression();
    const message = this.take(',') ? this.expression() : undefined;
    return { kind: 'Assert', test, message, start, end: this.previous().end };
  }

  private deleteStatement(): Statement {
    const { start } = this.advance();
    const list = this.starExpressions();
    const invalid = invalidTarget(list, 'delete');
    if (invalid !== undefined) {
      throw this.error(`cannot delete ${expressionName(invalid)}`, invalid);
    }
    this.bind(list);
    const bare = list.kind === 'Tuple' && this.text[list.start] !== '(';
    const targets = bare ? list.items : [list];
    return { kind: 'Delete', targets, start, end: this.previous().end };
  }

  private scopeDeclaration(): Statement {
    const keyword = this.advance();
    const names = [this.identifier()];
    while (this.take(',')) names.push(this.identifier());
    const kind = keyword.text === 'global' ? 'Global' : 'Nonlocal';
    const where = { start: keyword.start, end: this.previous().end };
    for (const { name } of names) this.declare(kind, name, where);
    return { kind, names, ...where };
  }

  private declare(
    kind: 'Global' | 'Nonlocal',
    name: string,
    where: { readonly start: number; readonly end: number },
  ): void {
    const { scope } = this;
    const word = kind.toLowerCase();
    if (kind === 'Nonlocal' && !scope.function) {
      this.later('symbols', 'nonlocal declaration not allowed at module level', where);
    } else if (scope.params.has(name)) {
      this.later('symbols', `name '${name}' is parameter and ${word}`, where);
    } else if ((scope.used.get(name) ?? 0) > 0) {
      this.later('symbols', `name '${name}' is used prior to ${word} declaration`, where);
    } else if (scope.bound.has(name)) {
      this.later('symbols', `name '${name}' is assigned to before ${word} declaration`, where);
    } else if (kind === 'Nonlocal' && !this.boundOutside(name)) {
      this.later('symbols', `no binding for nonlocal '${name}' found`, where);
    }
    (kind === 'Global' ? scope.globals : scope.nonlocals).add(name);
  }

  private boundOutside(name: string): boolean {
    const holds = (scope: Scope): boolean =>
      scope.function && (scope.bound.has(name) || scope.params.has(name));
    return this.scopes.slice(0, -1).some(holds);
  }

  private dottedName(): Identifier {
    const first = this.identifier();
    let { name, end } = first;
    while (this.take('.')) {
      const next = this.identifier();
      name += `.${next.name}`;
      end = next.end;
    }
    return { name, start: first.start, end };
  }

  private importStatement(): Statement {
    const { start } = this.advance();
    const names: ImportAlias[] = [];
    do {
      const name = this.dottedName();
      const alias = this.take('as') ? this.identifier() : undefined;
      this.scope.bound.add(alias?.name ?? present(name.name.split('.')[0]));
      names.push({ name, alias, start: name.start, end: this.previous().end });
    } while (this.take(','));
    return { kind: 'Import', names, start, end: this.previous().end };
  }

  private importFromStatement(): Statement {
    const { start } = this.advance();
    const from = this.token.start;
    let dots = '';
    while (this.at('.') || this.at('...')) dots += this.advance().text;
    const dotted = this.at('import') && dots !== '' ? undefined : this.dottedName();
    const end = this.previous().end;
    const module = { name: dots + (dotted?.name ?? ''), start: from, end };
    this.expect('import');
    const names = this.importedNames();
    return { kind: 'ImportFrom', module, names, start, end: this.previous().end };
  }

  private importedNames(): ImportAlias[] {
    const names: ImportAlias[] = [];
    if (this.at('*')) {
      const star = this.advance();
      if (this.scope.function) {
        this.later('symbols', 'import * only allowed at module level', star);
      }
      const name = { name: '*', start: star.start, end: star.end };
      return [{ name, alias: undefined, start: star.start, end: star.end }];
    }
    const bracketed = this.take('(');
    do {
      if (names.length > 0) {
        if (bracketed && this.at(')')) break;
        if (this.is(TokenType.Newline)) {
          const message = 'trailing comma not allowed without surrounding parentheses';
          throw this.error(message, this.token);
        }
      }
      const name = this.identifier();
      const alias = this.take('as') ? this.identifier() : undefined;
      this.scope.bound.add(alias?.name ?? name.name);
      names.push({ name, alias, start: name.start, end: this.previous().end });
    } while (this.take(','));
    if (bracketed) this.expect(')');
    return names;
  }
}
