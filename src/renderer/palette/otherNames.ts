/** What other programs call a module, so that who comes from there finds it. */
export const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['Linear', ['Dense', 'Fully connected']],
  ['ReLU', ['Activation', 'Rectifier']],
  ['SpatialConvolution', ['Conv2d']],
  ['SpatialMaxPooling', ['MaxPool2d']],
  ['SpatialAveragePooling', ['AvgPool2d']],
  ['BatchNormalization', ['BatchNorm1d']],
  ['SpatialBatchNormalization', ['BatchNorm2d']],
  ['CAddTable', ['Add', 'Sum', 'Residual', 'Skip']],
  ['JoinTable', ['Concat', 'Cat']],
  ['View', ['Flatten']],
]);
