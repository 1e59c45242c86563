import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { Metrics } from '#libs/telemetry';
import type { Provider } from '@nestjs/common';
import { LogSampler } from '../http/log.sampler.js';
import { Tarpit } from '../http/tarpit.js';
import { Admission } from './admission.js';
import { ClientAddress } from './client.address.js';
import { Refusals } from './refusals.js';
import { ServedHosts } from './served.hosts.js';

/** Who is let in, and what becomes of who is not. */
export function accessProviders({ access, gateway }: GatewayConfiguration): Provider[] {
  return [
    { provide: Access, useFactory: () => new Access(access) },
    { provide: ClientAddress, useFactory: () => new ClientAddress(gateway.trustedProxies) },
    { provide: ServedHosts, useFactory: () => new ServedHosts(gateway.hosts) },
    {
      provide: Refusals,
      inject: [Metrics, LogSampler, ClientAddress],
      useFactory: (metrics: Metrics, lines: LogSampler, addresses: ClientAddress) =>
        new Refusals(metrics, lines, addresses),
    },
    { provide: Tarpit, useFactory: () => new Tarpit() },
    {
      provide: Admission,
      inject: [Access, Refusals, Tarpit],
      useFactory: (judge: Access, refusals: Refusals, tarpit: Tarpit) => new Admission(judge, refusals, tarpit),
    },
  ];
}
