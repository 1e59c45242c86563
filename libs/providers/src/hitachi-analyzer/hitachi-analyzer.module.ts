import { Module } from '@nestjs/common';
import { providerToken } from '../provider-token.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer.descriptor.js';
import { HitachiAnalyzerProvider } from './hitachi-analyzer.provider.js';

const token = providerToken(hitachiAnalyzerDescriptor.name);

@Module({
  providers: [{ provide: token, useClass: HitachiAnalyzerProvider }],
  exports: [token],
})
export class HitachiAnalyzerModule {}
