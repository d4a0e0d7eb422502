import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Refusal } from './refusal'

const SECRET_LENGTH = 32
const CITY_DIR = 'prisma/cities/hirakata'

const flag = z
  .enum(['0', '1', 'true', 'false'], { error: '0 か 1 です / must be 0 or 1' })
  .default('0')
  .transform((value) => value === '1' || value === 'true')

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}

const address = z.string().refine(
  (value) => {
    const url = parseUrl(value)
    return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  },
  {
    error:
      'https://portal.example.jp のような、パスのない公開アドレスです / must be the public address without a path, like https://portal.example.jp',
  },
)

const url = (protocols: RegExp, error: string) =>
  z.string().refine((value) => protocols.test(parseUrl(value)?.protocol ?? ''), { error })

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce
    .number({ error: '1〜65535 の整数です / must be a whole number from 1 to 65535' })
    .int({ error: '1〜65535 の整数です / must be a whole number from 1 to 65535' })
    .min(1, { error: '1〜65535 の整数です / must be a whole number from 1 to 65535' })
    .max(65_535, { error: '1〜65535 の整数です / must be a whole number from 1 to 65535' })
    .default(3000),
  /** The address to listen on. Without it: this machine only, or every address with DATABASE_URL. */
  HOST: z.string().optional(),
  DATABASE_URL: url(
    /^postgres(ql)?:$/,
    'postgresql:// で始まるアドレスです / must be an address that begins with postgresql://',
  ).optional(),
  /** Copies of the database for reading, with commas between them; what may not be a second old never goes there. */
  DATABASE_REPLICA_URL: z
    .string()
    .refine(
      (value) =>
        value.split(',').every((one) => /^postgres(ql)?:$/.test(parseUrl(one.trim())?.protocol ?? '')),
      {
        error:
          'postgresql:// で始まるアドレスを、コンマで区切ったものです / must be addresses that begin with postgresql://, with commas between them',
      },
    )
    .optional(),
  /** Keys are derived from it: signatures, links in mails. At least 32 characters. */
  APP_SECRET: z
    .string()
    .min(SECRET_LENGTH, {
      error: `${SECRET_LENGTH} 文字以上の、ほかで使っていない文字列です / must be a string of at least ${SECRET_LENGTH} characters that is used nowhere else`,
    })
    .optional(),
  PUBLIC_URL: address.optional(),
  DATA_DIR: z.string().default('.data'),
  SMTP_URL: url(
    /^smtps?:$/,
    'smtp:// か smtps:// で始まるアドレスです / must be an address that begins with smtp:// or smtps://',
  ).optional(),
  /** With which the mail server hands in what came back; without it nothing is taken in. */
  MAIL_BOUNCE_SECRET: z
    .string()
    .min(16, { error: '16 文字以上の文字列です / must be a string of at least 16 characters' })
    .optional(),
  MAIL_FROM: z.string().default('地域のポータル <portal@localhost>'),
  TILE_URL: z
    .string()
    .refine((value) => ['{z}', '{x}', '{y}'].every((part) => value.includes(part)), {
      error: '{z} {x} {y} を含むアドレスです / must be an address with {z}, {x} and {y} in it',
    })
    .default('https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png'),
  /** Under which what was entered here is given out as open data (`/aeds.csv`): its name, or its address. */
  OPEN_DATA_LICENCE: z.string().max(100).default('CC BY 4.0'),
  /** How often one address may ask the open interface (`/api`) in a minute, of each instance; 0: any number */
  API_PER_MINUTE: z.coerce
    .number({ error: '0 以上の整数です / must be a whole number, 0 or more' })
    .int({ error: '0 以上の整数です / must be a whole number, 0 or more' })
    .min(0, { error: '0 以上の整数です / must be a whole number, 0 or more' })
    .default(300),
  /** Hosts of push services to which messages for devices may be sent; `*.` before a name: any below it. */
  PUSH_HOSTS: z
    .string()
    .default('fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,*.push.apple.com')
    .transform((value) =>
      value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .refine((hosts) => hosts.every((host) => /^(\*\.)?[a-z\d]([\w.-]*[a-z\d])?$/.test(host)), {
      error:
        'fcm.googleapis.com,*.push.apple.com のような、ホスト名をコンマで区切ったものです / must be names of hosts with commas between them, like fcm.googleapis.com,*.push.apple.com',
    }),
  /** A file of certificates (PEM) that are trusted besides the usual ones when push services are asked. */
  PUSH_CA_FILE: z
    .string()
    .refine((file) => existsSync(file), {
      error: '読める証明書のファイルではありません / must be a file of certificates that can be read',
    })
    .optional(),
  /** The virus scanner (clamd) that is asked about every file that is sent: host, or host:port. */
  CLAMAV_HOST: z
    .string()
    .regex(/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i, {
      error:
        'clamav.example.jp:3310 のような、ホスト名とポートです / must be a host and a port, like clamav.example.jp:3310',
    })
    .optional(),
  /** Megabytes for pages that are kept for guests; 0 keeps none. */
  PAGE_CACHE_MB: z.coerce
    .number({ error: '0〜4096 の整数です / must be a whole number from 0 to 4096' })
    .int({ error: '0〜4096 の整数です / must be a whole number from 0 to 4096' })
    .min(0, { error: '0〜4096 の整数です / must be a whole number from 0 to 4096' })
    .max(4096, { error: '0〜4096 の整数です / must be a whole number from 0 to 4096' })
    .default(64),
  /** How many reverse proxies stand before the portal: as many forwarded addresses are believed. */
  TRUST_PROXY: z.coerce
    .number({ error: '0 以上の整数です / must be a whole number, 0 or more' })
    .int({ error: '0 以上の整数です / must be a whole number, 0 or more' })
    .min(0, { error: '0 以上の整数です / must be a whole number, 0 or more' })
    .default(0),
  /** From which level on lines are written to the log. */
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'debug, info, warn, error, silent のどれかです / must be debug, info, warn, error or silent',
    })
    .default('info'),
  /** How lines look; without it JSON in service, and text at a terminal and while developing. */
  LOG_FORMAT: z.enum(['json', 'text'], { error: 'json か text です / must be json or text' }).optional(),
  /** What Prometheus shows at /metrics; without it there is no such address. */
  METRICS_TOKEN: z
    .string()
    .min(16, { error: '16 文字以上の文字列です / must be a string of at least 16 characters' })
    .optional(),
  /** Where traces are sent by OTLP over HTTP; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    /^https?:$/,
    'http:// か https:// で始まるアドレスです / must be an address that begins with http:// or https://',
  ).optional(),
  /** Seconds between the word that no more requests should come, at /readyz, and the end of listening. */
  DRAIN_SECONDS: z.coerce
    .number({ error: '0〜300 の数です / must be a number from 0 to 300' })
    .min(0, { error: '0〜300 の数です / must be a number from 0 to 300' })
    .max(300, { error: '0〜300 の数です / must be a number from 0 to 300' })
    .default(0),
  /** A bucket for the stored files, of any service that speaks S3; without it they lie in DATA_DIR/files. */
  FILES_S3_BUCKET: z.string().optional(),
  /** The address of the service; without it Amazon's own for the region. */
  FILES_S3_ENDPOINT: url(
    /^https?:$/,
    'https:// で始まるアドレスです / must be an address that begins with https://',
  ).optional(),
  FILES_S3_REGION: z.string().default('ap-northeast-1'),
  FILES_S3_KEY_ID: z.string().optional(),
  FILES_S3_SECRET: z.string().optional(),
  /** The folder into which the portal writes a back-up every night; without it none is written. */
  BACKUP_DIR: z.string().optional(),
  /** The time of day (Japan) after which it does. */
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
      error: '02:10 のような時刻です / must be a time of day like 02:10',
    })
    .default('02:10'),
  /** Of how many days, weeks and months one back-up each is kept. */
  BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,2}d( \d{1,3}w)?( \d{1,3}m)?$/, {
      error:
        '7d 4w 6m のような、残す日数・週数・月数です / must be days, weeks and months to keep, like 7d 4w 6m',
    })
    .default('7d 4w 6m'),
  /** Encrypts back-ups: a passphrase of at least 16 characters, or a key of age. */
  BACKUP_KEY: z
    .string()
    .min(16, { error: '16 文字以上の文字列です / must be a string of at least 16 characters' })
    .optional(),
  /** Set by the start: the database is the one that the portal runs itself. */
  PORTAL_EMBEDDED: flag,
  /** Set by the start: the demonstration city was filled in, so a banner must say so. */
  DEMO: flag,
})

/** The settings of this process, checked. Paths are absolute; PUBLIC_URL has no slash at its end. */
export type Settings = Omit<z.infer<typeof schema>, 'APP_SECRET' | 'PUBLIC_URL'> & {
  APP_SECRET: string
  PUBLIC_URL: string
}

/**
 * Checks the settings in an environment. An empty value counts as not set.
 * With a DATABASE_URL the secrets must come from the environment, because several instances share them;
 * without one a secret is made once and kept in DATA_DIR.
 * @throws Refusal naming every setting that is missing or wrong
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const { success, data, error } = schema.safeParse(given)
  const problems = new Map<string, string>()
  for (const issue of error?.issues ?? []) problems.set(issue.path.join('.'), issue.message)
  if (given.DATABASE_URL && !given.PORTAL_EMBEDDED) {
    for (const name of ['APP_SECRET', 'PUBLIC_URL'] as const) {
      if (!given[name] && !problems.has(name))
        problems.set(name, 'DATABASE_URL を使うときは必要です / is needed when DATABASE_URL is set')
    }
  }
  if (!success || problems.size > 0) throw refuse(problems)
  const dataDir = path.resolve(data.DATA_DIR)
  return {
    ...data,
    DATA_DIR: dataDir,
    APP_SECRET: data.APP_SECRET ?? keptSecret(dataDir),
    PUBLIC_URL: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
  }
}

function refuse(problems: Map<string, string>): Refusal {
  const lines = [...problems].map(([name, message]) => {
    const [ja, en] = message.split(' / ')
    return { ja: `  ${name}: ${ja}`, en: `  ${name} ${en}` }
  })
  return new Refusal(
    `設定が正しくないため起動できません（説明は .env.example にあります）。\n${lines.map(({ ja }) => ja).join('\n')}`,
    `Cannot start because of these settings (.env.example explains them):\n${lines.map(({ en }) => en).join('\n')}`,
  )
}

/**
 * Makes a data folder, closed to other users. Root's may be passed through, because the embedded database runs
 * as a user of its own below it.
 */
export function ensureFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

/** The secret kept in `<DATA_DIR>/secret`, made on the first call. Readable by its owner alone. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret')
  try {
    if (!existsSync(file)) {
      ensureFolder(dataDir)
      // Written aside and linked, so that two processes that start together agree on one secret.
      const draft = `${file}.${process.pid}`
      writeFileSync(draft, randomBytes(SECRET_LENGTH).toString('base64url'), { mode: 0o600 })
      chmodSync(draft, 0o600)
      try {
        linkSync(draft, file)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      } finally {
        rmSync(draft)
      }
    }
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= SECRET_LENGTH) return secret
  } catch (error) {
    throw unwritable(dataDir, error)
  }
  throw new Refusal(
    `${file} の内容が短すぎます。消してから起動し直してください（サインインし直しが必要になります）。`,
    `${file} is too short: delete it and start again (everybody will have to sign in again).`,
  )
}

/** The Refusal for a data folder that cannot be written. */
export function unwritable(folder: string, cause: unknown): Refusal {
  const code = (cause as NodeJS.ErrnoException)?.code ?? ''
  return new Refusal(
    `データのフォルダー ${folder} に書き込めません（${code}）。書き込めるようにするか、DATA_DIR で別の場所を指定してください。`,
    `The data folder ${folder} cannot be written (${code}): make it writable or name another one in DATA_DIR.`,
    { cause },
  )
}

/**
 * The folder of what differs from city to city (`CITY_DIR`): names, colours, districts, towns, shelters, boundary. Read
 * by itself, because the words of a text are asked for before anything else has to be set.
 */
export function cityFolder(): string {
  return path.resolve(process.env.CITY_DIR?.trim() || CITY_DIR)
}

let known: Settings | undefined

/**
 * The settings of this process, read once from the environment.
 * @throws Refusal on the first call when they are wrong
 */
export function settings(): Settings {
  known ??= readSettings(process.env)
  return known
}

/** The public address of a page of this portal. */
export const portalUrl = (path: string): string => `${settings().PUBLIC_URL}${path}`

/**
 * Loads the file of settings into the environment, where what is set already stands above it. The file is
 * `.env` in the working folder, or the one named by ENV_FILE (empty: none); a missing `.env` is no mistake.
 * @throws Refusal when the named file cannot be read
 */
export function loadEnvFile(): void {
  const named = process.env.ENV_FILE
  const file = named ?? '.env'
  if (!named && (named === '' || !existsSync(file))) return
  try {
    process.loadEnvFile(file)
  } catch (cause) {
    throw new Refusal(`設定ファイル ${file} を読めません。`, `The settings file ${file} cannot be read.`, {
      cause,
    })
  }
}
