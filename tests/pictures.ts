/** `npm run pictures`: takes the pictures of the README from the running portal with its demonstration city. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from './e2e/setup/chromium'
import { freePort, root, startPortal } from './setup/portal'

const pictures: { name: string; as?: string; at: string; width: number; height: number }[] = [
  { name: 'front', at: '/', width: 1280, height: 900 },
  { name: 'notices-phone', at: '/notices', width: 360, height: 740 },
  { name: 'notice-phone', at: '/notices/10', width: 360, height: 740 },
  { name: 'associations', at: '/associations/map', width: 1280, height: 900 },
  { name: 'calendar', at: '/calendar', width: 1280, height: 900 },
  { name: 'requests', at: '/requests', width: 1280, height: 900 },
  { name: 'household-phone', as: 'resident', at: '/household', width: 360, height: 740 },
  { name: 'aeds', at: '/aeds', width: 1280, height: 1100 },
  { name: 'aeds-nearest-phone', at: '/aeds/nearest?town=楠葉花園町', width: 360, height: 740 },
  { name: 'placement', as: 'reviewer', at: '/aeds/placement', width: 1280, height: 1100 },
  {
    name: 'estimate',
    at: '/subsidies/estimate/result?programme=hirakata-hall&work=seismicRetrofit&cost-seismicRetrofit=1200000&fact-otherMoney=0',
    width: 1280,
    height: 1100,
  },
  { name: 'desk-subsidies', as: 'reviewer', at: '/desk/subsidies', width: 1280, height: 1100 },
  { name: 'application-phone', as: 'chair', at: '/subsidies/applications', width: 360, height: 740 },
  { name: 'revision', as: 'reviewer', at: '/subsidies/revision', width: 1280, height: 1100 },
  { name: 'budgets', as: 'reviewer', at: '/desk/subsidies/budgets', width: 1280, height: 900 },
  { name: 'write', as: 'secretary', at: '/notices/new', width: 1280, height: 900 },
]

const folder = path.join(root, '.data/pictures')
const portal = await startPortal({ PORT: String(await freePort()), DATA_DIR: folder })
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  for (const { name, as, at, width, height } of pictures) {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'ja-JP',
      baseURL: portal.url,
    })
    const page = await context.newPage()
    if (as) {
      await page.goto('/sign-in')
      await page.getByLabel('メールアドレス').fill(`${as}@demo.example`)
      await page.getByLabel('パスワード').fill('hirakata-demo')
      await page.getByRole('button', { name: 'サインインする' }).click()
      await page.waitForURL('**/*done=signed_in')
    }
    await page.goto(at)
    await page.waitForLoadState('networkidle')
    const picture = await page.screenshot()
    await sharp(picture)
      .resize({ width: Math.min(width, 1000) })
      .webp({ quality: 80 })
      .toFile(path.join(root, `docs/pictures/${name}.webp`))
    console.log(`docs/pictures/${name}.webp`)
    await context.close()
  }
} finally {
  await browser.close()
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
}
