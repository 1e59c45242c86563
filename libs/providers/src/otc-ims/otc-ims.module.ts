import { Module } from '@nestjs/common';
import { providerToken } from '../provider-token.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { OtcImsProvider } from './otc-ims.provider.js';

const token = providerToken(otcImsDescriptor.name);

@Module({ providers: [{ provide: token, useClass: OtcImsProvider }], exports: [token] })
export class OtcImsModule {}
