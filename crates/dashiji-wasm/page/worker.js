let ask=null;
onmessage=async event=>{
 const {id,module,question,file}=event.data;
 try{
  if(module){
   ask=await instantiated(module);
   // What is compiled late is compiled now, while the reader looks for a file.
   ask({do:"sample",lang:"zh"});ask({do:"entries",lang:"zh",page:0});
   postMessage({id,told:{ready:true}});
   return;
  }
  const [told,bytes]=ask(question,file);
  postMessage({id,told,bytes},[bytes]);
 }catch(fault){postMessage({id,fault:String(fault)});}
};
