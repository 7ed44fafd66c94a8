// Sends one of each call through the unmodified SDK: node send.mjs URL USER. Prints "delivered N" when the server took N of them.
import { createRequire } from 'node:module'
const require = createRequire(`${process.env.LUXE_SDK}/`)
const { Analytics } = require('@segment/analytics-node')

const [url, userId] = process.argv.slice(2)
const analytics = new Analytics({ writeKey: 'demo', host: url, flushAt: 3, flushInterval: 100 })
let delivered = 0
const done = (error) => { if (!error) delivered++ }
analytics.identify({ userId, messageId: 'sdk-identify', traits: { email: `${userId}@example.com`, firstName: 'Sol' } }, done)
analytics.track({ userId, messageId: 'sdk-track', event: 'Product Viewed', properties: { product_id: 'p-1', price: 12.5, currency: 'EUR' } }, done)
analytics.page({ userId, messageId: 'sdk-page', name: 'Home' }, done)
analytics.screen({ userId, messageId: 'sdk-screen', name: 'Lookbook' }, done)
analytics.group({ userId, messageId: 'sdk-group', groupId: 'house-1' }, done)
await analytics.flush({ timeout: 10000 })
analytics.alias({ userId, messageId: 'sdk-alias', previousId: `anonymous-${userId}` }, done)
await analytics.flush({ timeout: 10000 })
analytics.track({ anonymousId: `anonymous-${userId}`, messageId: 'sdk-order', event: 'Order Completed', properties: { order_id: 'o-1', total: 10, currency: 'EUR' } }, done)
await analytics.closeAndFlush({ timeout: 10000 })
console.log(`delivered ${delivered}`)
