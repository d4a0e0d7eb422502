/** The city that this portal serves: what differs from city to city stands in one folder, `CITY_DIR`. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Language, languages } from './i18n'
import { Refusal } from './refusal'
import { cityFolder } from './settings.server'

/** A text in each language of the interface. */
const words = z.record(z.enum(languages), z.string().min(1))

/** The least contrast of text with what lies behind it: JIS X 8341-3:2016, 1.4.3. */
const LEAST_CONTRAST = 4.5

const colour = z.string().regex(/^#[\da-f]{6}$/i)

const schema = z.object({
  /** The address of the city's own page: `/associations/hirakata` */
  slug: z.string().regex(/^[a-z][a-z\d-]*$/),
  /** 市の名前, as it stands before a town in an address */
  officialName: z.string().min(2),
  /** 読み (hiragana) */
  reading: z.string().regex(/^[ぁ-ゖー]+$/),
  prefecture: z.string().regex(/[都道府県]$/),
  /** The middle of the first map, degrees */
  latitude: z.number().min(20).max(46),
  longitude: z.number().min(122).max(154),
  /** 市役所の住所, shown as an example of an address */
  cityHall: z.string().min(5),
  /** What a council of a school district is called behind the name of the district */
  council: z.object({ name: z.string().min(2), reading: z.string().min(2) }),
  /** The city in a sentence, in each language */
  name: words,
  /** The portal's name, in each language */
  portal: words,
  /** Whom to tell about a page that is hard to use; the phone in digits and hyphens */
  contact: z
    .object({
      office: words,
      phone: z
        .string()
        .regex(/^[\d-]{10,13}$/)
        .optional(),
    })
    .optional(),
  /** Instead of blue: of links and buttons, of those under the pointer, and of pale grounds */
  colours: z
    .object({ main: colour, dark: colour, pale: colour })
    .refine(({ main, dark }) => [main, dark].every((one) => contrast(one, '#ffffff') >= LEAST_CONTRAST), {
      error: `main と dark は白との明暗差が ${LEAST_CONTRAST}:1 以上です / main and dark need a contrast with white of ${LEAST_CONTRAST}:1`,
    })
    .refine(({ dark, pale }) => contrast(dark, pale) >= LEAST_CONTRAST, {
      error: `dark と pale の明暗差は ${LEAST_CONTRAST}:1 以上です / dark needs a contrast with pale of ${LEAST_CONTRAST}:1`,
    })
    .optional(),
  /** Which places the demonstration is about, by the addresses that their names lead to */
  demonstration: z
    .object({
      association: z.string(),
      otherAssociation: z.string(),
      council: z.string(),
      /** Towns of which each 丁目 has an association of its own */
      blockByBlock: z.array(z.string()),
      /** Beginnings of names of places where nobody lives */
      unsettled: z.array(z.string()),
      /** The schemes of the city itself, by their keys; the first is the one for halls */
      programmes: z.tuple([z.string()], z.string()),
    })
    .optional(),
})

/** What `city.json` says. */
type City = z.infer<typeof schema>

let known: City | undefined

/**
 * The city of this portal, read once.
 * @throws Refusal when its description is missing or wrong
 */
export function city(): City {
  known ??= readCity(cityFolder())
  return known
}

/** A file of the city's folder, such as `towns.csv`; null when the city has none. */
export function cityFile(name: string): string | null {
  const file = path.join(cityFolder(), name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Reads the description of a city.
 * @throws Refusal naming what is missing or wrong in it
 */
export function readCity(folder: string): City {
  const file = path.join(folder, 'city.json')
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Refusal(
      `まちの設定 ${file} を読めません。CITY_DIR を確かめてください。`,
      `The description of the city, ${file}, cannot be read: check CITY_DIR.`,
      { cause },
    )
  }
  const { success, data, error } = schema.safeParse(content)
  if (success) return data
  const wrong = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')
  throw new Refusal(
    `まちの設定 ${file} が正しくありません。\n${wrong}`,
    `The description of the city, ${file}, is wrong:\n${wrong}`,
  )
}

/** Where files stand that are served as they are, before those of `public`: `logo.svg` for the header, icons. */
export const cityPublic = (): string => path.join(cityFolder(), 'public')

let logo: boolean | undefined

/** Whether the header shows the city's own mark; looked for once, as every page asks. */
export function hasLogo(): boolean {
  logo ??= existsSync(path.join(cityPublic(), 'logo.svg'))
  return logo
}

/** The words that stand in texts of a language as `{{$city}}`, `{{$portal}}` and `{{$cityHall}}`. */
export function cityWords(language: Language): Record<string, string> {
  const { name, portal, cityHall } = city()
  return { city: name[language], portal: portal[language], cityHall }
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
