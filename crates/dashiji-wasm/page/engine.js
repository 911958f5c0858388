// The module as a function that asks it: a line of JSON with bytes behind it, both ways. The page's Worker and the npm package share it.
async function instantiated(module){
 const compiled=module instanceof WebAssembly.Module?module:await WebAssembly.compile(module);
 // A library that makes archives could ask a browser for random bytes; nothing here does, and nothing is handed in.
 const nothing={};
 for(const {module,name} of WebAssembly.Module.imports(compiled))(nothing[module]??={})[name]=()=>0;
 const engine=(await WebAssembly.instantiate(compiled,nothing)).exports;
 return function ask(question,file){
  const head=new TextEncoder().encode(JSON.stringify(question)+"\n");
  const body=file?new Uint8Array(file):new Uint8Array(0);
  const at=engine.input(head.length+body.length);
  const room=new Uint8Array(engine.memory.buffer,at,head.length+body.length);
  room.set(head);room.set(body,head.length);
  const length=engine.run();
  const answer=new Uint8Array(engine.memory.buffer,engine.output(),length);
  const end=answer.indexOf(10);
  const told=JSON.parse(new TextDecoder().decode(answer.subarray(0,end)));
  return [told,answer.slice(end+1).buffer];
 };
}
