/** Messages on a device, in a real browser: nothing is asked before the button, and what arrives is shown once. */
import { expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const PAGE = '/subscriptions/device'

/** The texts about this browser that are shown. */
const states = (page: Page) =>
  page
    .locator('[data-state]:visible')
    .evaluateAll((all) => all.map((section) => section.getAttribute('data-state')))

test('without JavaScript the page says what it needs, and leads to mail', async ({ browser }) => {
  const { page } = await arrive(browser, { javaScript: false })
  await page.goto(PAGE)
  await expect(page.getByText('JavaScript が要ります')).toBeVisible()
  await expect(
    page.getByRole('main').getByRole('link', { name: 'メールで受け取る', exact: true }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'この端末で受け取る' })).toBeHidden()
})

test('whoever has refused is told how to allow it', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await context.grantPermissions([])
  await page.goto(PAGE)
  await expect.poll(() => states(page)).toEqual(['denied'])
})

test('a message is shown, the next of its tag takes its place, and it leads nowhere else', async ({
  browser,
}) => {
  const { page, context } = await arrive(browser)
  await context.grantPermissions(['notifications'])
  await page.goto(PAGE)
  await expect.poll(() => states(page)).toEqual(['ready'])
  await page.getByRole('button', { name: 'この端末で受け取る' }).click()
  // A browser of the tests reaches no push service: the page says so, and the form stays. The worker is there.
  await expect.poll(() => states(page)).toEqual(['failed', 'ready'])

  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  const { origin } = new URL(page.url())
  const registrationId = await registered
  const push = (data: string) =>
    cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/')
      return (await registration?.getNotifications())?.map(({ title, body, tag, data }) => [
        title,
        body,
        tag,
        new URL(data.url).pathname,
        new URL(data.url).origin === location.origin,
      ])
    })
  const message = { title: '断水', body: '明日', tag: 'notice-5', urgent: true }
  await push(JSON.stringify({ ...message, url: 'https://evil.example/notices/5' }))
  await expect.poll(shown).toEqual([['断水', '明日', 'notice-5', '/notices/5', true]])
  await push(JSON.stringify({ ...message, title: '訂正: 断水', url: '/notices/5' }))
  await expect.poll(shown).toEqual([['訂正: 断水', '明日', 'notice-5', '/notices/5', true]])
  await push('nothing that can be read')
  await expect.poll(async () => (await shown())?.length).toBe(2)
})
