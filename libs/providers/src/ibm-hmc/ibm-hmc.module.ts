import { Module } from '@nestjs/common';
import { providerToken } from '../provider-token.js';
import { IbmHmcProvider } from './ibm-hmc.provider.js';

const token = providerToken('ibm-hmc');

@Module({ providers: [{ provide: token, useClass: IbmHmcProvider }], exports: [token] })
export class IbmHmcModule {}
