/** Words longer than anybody planned: in narrow buttons, in five languages. */
import { expect, test } from '@playwright/test'
import { cutOff } from './looks'
import { arrive } from './people'

const HOME = '/associations/kuzuhahanazono'

/** Where long words meet narrow buttons. */
const NARROW = [
  '/',
  '/notices',
  '/associations',
  HOME,
  '/aeds',
  '/openings',
  '/volunteering',
  '/exchange',
  '/help',
  '/accessibility',
  '/sign-in',
]
const NARROW_CHAIR = [
  '/desk',
  '/notices/new',
  '/subsidies/applications',
  `${HOME}/officers`,
  '/account',
  '/exchange/new',
]

for (const language of ['vi', 'en', 'ko', 'zh', 'ja-easy'] as const) {
  test(`words of ${language} fit their buttons on a phone`, async ({ browser }) => {
    test.setTimeout(120_000)
    const { page } = await arrive(browser, { as: 'chair' })
    await page.goto('/about')
    await page.locator('.language-switch summary').click()
    await page.locator(`.language-switch button[value="${language}"]`).click()
    await expect(page.locator('html')).toHaveAttribute('data-language', language)
    const lang = { vi: 'vi', en: 'en', ko: 'ko', zh: /^zh/, 'ja-easy': 'ja' }[language]
    for (const at of [...NARROW, ...NARROW_CHAIR]) {
      await page.goto(at)
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      expect.soft(await cutOff(page), `${at} in ${language}`).toEqual([])
    }
  })
}
