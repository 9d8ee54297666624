import { findSecret, SECRET_KINDS, type SecretName } from '@ibert/mining';
import { describe, expect, it } from 'vitest';

// Written in two halves, so that no scanner takes the tests for a leak.
const digits = (count: number): string =>
  'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3'.slice(0, count);

const SECRETS: Readonly<Record<SecretName, readonly string[]>> = {
  private_key: [`-----BEGIN RSA ${'PRIVATE'} KEY-----`, `-----BEGIN ${'PRIVATE'} KEY-----`],
  aws_key: [`${'AKIA'}IOSFODNN7ABCDEFG`],
  gcp_key: [`${'AIza'}${digits(35)}`],
  gcp_oauth: [`${'ya29'}.${digits(30)}`],
  github_token: [`${'ghp_'}${digits(36)}`, `${'github_pat_'}${digits(42)}`],
  gitlab_token: [`${'glpat'}-${digits(20)}`],
  slack_token: [`${'xoxb'}-123456789-abcdefghij`],
  slack_webhook: [`https://${'hooks.slack'}.com/services/T0000/B0000/${digits(24)}`],
  model_api_key: [`${'sk-'}${digits(40)}`, `${'sk-'}proj-${digits(40)}`],
  hub_token: [`${'hf_'}${digits(34)}`],
  package_token: [`${'npm_'}${digits(36)}`, `${'pypi-AgE'}${digits(46)}`],
  payment_key: [`${'sk_live'}_${digits(24)}`],
  databricks_token: [`${'dapi'}0123456789abcdef0123456789abcdef`],
  azure_key: [`${'AccountKey'}=${digits(44)}==;`],
  json_web_token: [`${'eyJ'}hbGciOiJI.${'eyJ'}zdWIiOiIx.${digits(20)}`],
  url_password: ['postgres://bob:Tr0ub4dor@db.shop.com/x', 'redis://:s3cr3tpw@cache:6379'],
  assigned_secret: [
    'api_key = "a8F3kd92LmQ04zXp71Vb"',
    "PASSWORD='x9K2mQ7vR4tZ'",
    '"client_secret": "Zk3jf82hG5sPq19wLmN4"',
    'token: str = "q7Hs92kdLp03mZx81Vbn"',
  ],
  email: ['mail bob.smith@shop.co.uk', '"alice+x@gmail.com",', 'Somebody <a@b.io>'],
};

const HARMLESS: readonly string[] = [
  'commit 01e429b210f19f87e0284bd18fb072df6d3baa59',
  'key = "01e429b210f19f87e0284bd18fb072df6d3baa59"',
  'token = "123e4567-e89b-12d3-a456-426614174000"',
  `key = "${'0123456789abcdef'.repeat(4)}"`,
  'primary_key = "customer_account_id_2"',
  'sort_key="l_extendedprice_2023"',
  't.group_by("key_1").agg(total_token_count=_.x.sum())',
  'password = "password1234"',
  'password="<your-password>", token="${GITHUB_TOKEN}"',
  'con = ibis.connect("postgres://user:password@localhost:5432/db")',
  'f"clickhouse://{user}:{password}@{host}:{port}"',
  'postgresql://postgres:postgres@localhost',
  'https://example.com/a:b/c@d',
  'git@github.com:owner/repo.git',
  'user@example.com and me@mail.example.org, x@localhost, y@corp.test',
  'noreply@github.com',
  'x = a@b.T + c@d.transpose()',
  '@pytest.mark.parametrize',
  '@ibis.udf.scalar.builtin',
  'import x  # sk-learn and task-force-one-two-three-four',
  'AKIAIOSFODNN7EXAMPLE',
  'keys = "abcdefghijklmnop"',
  'author_url = "https://shop.com/a1b2c3d4e5f6"',
];

describe('a secret', () => {
  it('has tests for each of its kinds', () => {
    expect(Object.keys(SECRETS)).toEqual(Object.keys(SECRET_KINDS));
  });

  for (const [kind, texts] of Object.entries(SECRETS)) {
    for (const text of texts) {
      it(`is found: ${kind}, ${text.slice(0, 12)}`, () => {
        expect(findSecret(text)).toBe(kind);
        expect(findSecret(`x = 1\n# ${text}\n`)).toBe(kind);
      });
    }
  }

  for (const text of HARMLESS) {
    it(`is not: ${text}`, () => {
      expect(findSecret(text)).toBeUndefined();
    });
  }

  it('is found beside harmless matches of its kind', () => {
    expect(findSecret('a@example.com, b@shop.com')).toBe('email');
  });

  it('is looked for in time that grows with the text only', () => {
    const texts = [
      'a@'.repeat(50_000),
      'a.'.repeat(50_000),
      'key'.repeat(50_000),
      'x://'.repeat(50_000),
      'sk-'.repeat(50_000),
      'eyJ'.repeat(50_000),
      '-'.repeat(100_000),
      'a-'.repeat(50_000),
      'eyJ-'.repeat(50_000),
      'a@a.'.repeat(50_000),
      'k="'.repeat(50_000),
    ];
    for (const text of texts) {
      const start = performance.now();
      findSecret(text);
      expect(performance.now() - start, text.slice(0, 6)).toBeLessThan(5000);
    }
  });
});
