/**
 * What a password must be: long, and not one that everybody tries first. No rule of composition (NIST SP 800-63B,
 * 5.1.1.2, and the guideline of Japan's Digital Agency follow the same line).
 */
import { letterCount } from '~/platform/text'

export const PASSWORD_MIN = 10
/** Beyond any real password; bounds the work of hashing. */
export const PASSWORD_MAX = 200

/** The form that is hashed: full- and half-width are the same key on a Japanese keyboard. */
export function passwordForm(typed: string): string {
  return typed.normalize('NFKC')
}

/** Common beginnings of common passwords; a rest of digits and signs does not help them. */
const COMMON_WORDS = [
  'password',
  'passw0rd',
  'pass',
  'admin',
  'administrator',
  'welcome',
  'letmein',
  'iloveyou',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'changeme',
  'secret',
  'login',
  'user',
  'guest',
  'test',
  'monkey',
  'dragon',
  'baseball',
  'football',
  'superman',
  'princess',
  'sunshine',
  'master',
  'hello',
  'computer',
  'internet',
  'sakura',
  'doraemon',
  'pokemon',
  'nintendo',
  'arigatou',
  'konnichiwa',
  'daisuki',
  'aishiteru',
  'himitsu',
  'hirakata',
  'hirakatashi',
  'osaka',
  'nihon',
  'japan',
  'tokyo',
  'jichikai',
  'chonaikai',
  'chounaikai',
  'kairan',
  'kairanban',
  'portal',
  'chiiki',
  'kaichou',
  'kaicho',
  'yakuin',
  'abc',
  'abcdefg',
  'abcdefghij',
  'aiueo',
]

const RUNS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
]

/** Whether a password is among the first that anybody would try. */
export function isCommon(typed: string): boolean {
  const plain = passwordForm(typed).toLowerCase().replace(/\s/g, '')
  if (new Set(plain).size <= 3) return true
  if (RUNS.some((run) => run.includes(plain))) return true
  // The same few letters again and again: "abcabcabcabc".
  if (/^(.{1,5})\1+$/u.test(plain)) return true
  const core = plain.replace(/^[^a-z@$]+|[^a-z@$]+$/g, '')
  const worded = core
    .replace(/0/g, 'o')
    .replace(/[@4]/g, 'a')
    .replace(/1/g, 'i')
    .replace(/[$5]/g, 's')
    .replace(/3/g, 'e')
  const letters = plain.replace(/[^a-z]+/g, '')
  // What is left of a common word is a year, a number or a sign: not enough to make it another password.
  return COMMON_WORDS.some((word) => {
    const same = [core, worded, letters].some((form) => form === word || form === word + word)
    return same && plain.length <= word.length * 2 + 8
  })
}

/** The key of what is wrong with a new password; null when it will do. */
export function passwordError(typed: string): 'too_short' | 'too_long' | 'common' | null {
  // A cheap bound first: normalising megabytes is work that an attacker would choose.
  if (typed.length > PASSWORD_MAX * 2) return 'too_long'
  const length = letterCount(passwordForm(typed))
  if (length < PASSWORD_MIN) return 'too_short'
  if (length > PASSWORD_MAX) return 'too_long'
  return isCommon(typed) ? 'common' : null
}
