#!/bin/sh
# Makes src/engine/interchange/savedModel/generated/saved_model_pb.js and .d.ts from tools/tensorflow/saved_model.proto.
# Run by hand when that changes; the result is committed. Needs what generate-onnx-types.sh needs, and says there why it
# writes JavaScript with declarations.
set -eu
cd "$(dirname "$0")/.."
npm exec --yes --package=@bufbuild/protoc-gen-es@2.17.0 -- protoc --proto_path=tools/tensorflow \
  --es_out=src/engine/interchange/savedModel/generated --es_opt=target=js+dts saved_model.proto
