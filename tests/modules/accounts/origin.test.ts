import { expect, test } from 'vitest'
import { countedAddress, deviceOf, networkOf } from '~/modules/accounts/origin'

test.each([
  ['203.0.113.9', '203.0.113.0/24', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.0/24', '203.0.113.9'],
  ['2001:db8:1:2:3::9', '2001:db8:1::/48', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '2001:db8:1:2::/64'],
  ['::1', '::/48', '::/64'],
  ['fe80::1%eth0', 'fe80::/48', 'fe80::/64'],
  ['nonsense', '', 'unknown'],
  ['', '', 'unknown'],
])('%s', (address, network, counted) => {
  expect(networkOf(address)).toBe(network)
  expect(countedAddress(address)).toBe(counted)
})

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1',
    'Safari, iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-S921) AppleWebKit/537.36 SamsungBrowser/27 Chrome/125 Mobile Safari/537.36',
    'Samsung Internet, Android',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  ['curl/8', ''],
  [null, ''],
])('the device of %s', (agent, device) => expect(deviceOf(agent)).toBe(device))
