import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { Metrics } from '#libs/telemetry';
import type { Provider } from '@nestjs/common';
import { LogSampler } from '../http/log.sampler.js';
import { Tarpit } from '../http/tarpit.js';
import { provide, provideBy } from '../provide.js';
import { Admission } from './admission.js';
import { ClientAddress } from './client.address.js';
import { Refusals } from './refusals.js';
import { ServedHosts } from './served.hosts.js';

export const accessProviders = ({ access, gateway }: GatewayConfiguration): Provider[] => [
  provideBy(Access, [], () => new Access(access)),
  provideBy(ClientAddress, [], () => new ClientAddress(gateway.trustedProxies)),
  provideBy(ServedHosts, [], () => new ServedHosts(gateway.hosts)),
  provide(Refusals, [Metrics, LogSampler, ClientAddress]),
  provide(Tarpit, []),
  provide(Admission, [Access, Refusals, Tarpit]),
];
